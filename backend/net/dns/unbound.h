// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/options.h"
#include "shared/base/result.h"

#include <memory>

#include <unbound.h>

namespace roost::net::dns {

struct DeleteUnbound {
    void operator()(ub_ctx* context) const { ub_ctx_delete(context); } // ends its thread
};

/// A context of libunbound that is ready to be asked.
struct Unbound {
    std::unique_ptr<ub_ctx, DeleteUnbound> context;
    bool validates = false;
};

/// Configured by `options`. When the trust anchor is missing or broken it does without: mail
/// goes on, but nothing is secure. Errors: unavailable.
Result<Unbound> makeUnbound(const Options& options);

} // namespace roost::net::dns
