// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/setup.h"

#include <QString>

namespace roost::pages {

/// What the first-run page asks, as typed.
struct SetupForm {
    bool only_here = false;
    QString domain; // a domain or an IP address
    QString addresses;
    int port_offset = 0;

    /// Why it cannot be sent; empty when it can, or while it is empty still.
    QString domainProblem() const;
    QString addressesProblem() const;
    bool isComplete() const;
    api::SetupApply::Params params() const;
};

} // namespace roost::pages
