// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/http/routes.h"

namespace roost::http {

/// `POST /new`: a fresh address and password as JSON; the account comes into being at its first
/// login (protocol.md C4). 403 with a reason while nobody may register.
Answer postNew(const Query& query, World world);

/// `GET /new`: what a browser does with an invite link. Sends it on to the app when the
/// certificate is trusted; else the same JSON, at most 2 a second and 5 at once per network.
Answer getNew(const Query& query, World world);

} // namespace roost::http
