// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/http/routes.h"

#include <string>
#include <string_view>

namespace roost::http {

/// `/`: who we are, the invite link and its QR code; works without a script.
Answer invitePage(const Query& query, World world);

/// `/style.css`.
Answer styleSheet(const Query& query, World world);

/// `text` as it may stand between tags and in quoted attributes.
std::string htmlEscaped(std::string_view text);

} // namespace roost::http
