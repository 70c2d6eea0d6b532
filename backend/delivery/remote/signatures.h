// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/types.h"
#include "backend/trust/dkim_signer.h"
#include "shared/base/result.h"

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace roost::delivery::remote {

/// The DKIM signature of each message that leaves, made once however many destinations it has and
/// forgotten when 10,000 others were asked for since. Any thread.
class Signatures {
public:
    /// What is signed from here on; null: nothing is (a relay known by its IP address only).
    void use(std::shared_ptr<const trust::DkimSigner> signer);

    std::shared_ptr<const trust::DkimSigner> signer();

    /// The field to put before the message that is `body`; empty when nothing is signed. The
    /// others are as DkimSigner::signature says. Blocking: on a pool; who asks for a signature that
    /// is being made waits for it. Errors: as DkimSigner::signature.
    Result<std::string> of(store::BodyId body,
                           std::string_view header,
                           const std::function<std::string_view()>& next_body_piece,
                           UnixSeconds now);

private:
    struct Entry {
        std::mutex mutex; // held while it is made
        std::string field;
    };
    using Order = std::list<store::BodyId>; // asked for last first
    struct Place {
        std::shared_ptr<Entry> entry;
        Order::iterator at;
    };
    std::shared_ptr<Entry> entryOf(store::BodyId body);

    std::mutex mutex_; // of all below
    std::shared_ptr<const trust::DkimSigner> signer_;
    std::unordered_map<store::BodyId, Place> known_;
    Order order_;
};

} // namespace roost::delivery::remote
