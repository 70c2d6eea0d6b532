// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/signatures.h"

#include <utility>

namespace roost::delivery::remote {
namespace {

constexpr std::size_t MaxKnown = 10'000; // about 1 KiB each

} // namespace

void Signatures::use(std::shared_ptr<const trust::DkimSigner> signer)
{
    const std::lock_guard lock(mutex_);
    signer_ = std::move(signer);
    known_.clear();
    order_.clear();
}

std::shared_ptr<const trust::DkimSigner> Signatures::signer()
{
    const std::lock_guard lock(mutex_);
    return signer_;
}

Result<std::string> Signatures::of(store::BodyId body,
                                   std::string_view header,
                                   const std::function<std::string_view()>& next_body_piece,
                                   UnixSeconds now)
{
    const auto signer = this->signer();
    if (!signer) return std::string();
    const auto entry = entryOf(body);
    const std::lock_guard lock(entry->mutex);
    if (entry->field.empty()) {
        auto made = signer->signature(header, next_body_piece, now);
        if (!made) return made.error();
        entry->field = std::move(*made);
    }
    return entry->field;
}

std::shared_ptr<Signatures::Entry> Signatures::entryOf(store::BodyId body)
{
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(body);
    if (known != known_.end()) {
        order_.splice(order_.begin(), order_, known->second.at);
        return known->second.entry;
    }
    if (known_.size() >= MaxKnown) {
        known_.erase(order_.back());
        order_.pop_back();
    }
    order_.push_front(body);
    auto entry = std::make_shared<Entry>();
    known_.emplace(body, Place{entry, order_.begin()});
    return entry;
}

} // namespace roost::delivery::remote
