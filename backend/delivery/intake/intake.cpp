// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/intake.h"

#include "backend/core/counters.h"

#include <utility>

namespace roost::delivery {

Intake::Intake(const Spool& spool,
               std::shared_ptr<const settings::Values> settings,
               core::Counters& counters,
               std::unique_ptr<policy::MessageCheck> check,
               std::size_t max_held)
    : settings_(std::move(settings)),
      counters_(counters),
      check_(std::move(check)),
      max_held_(max_held),
      buffer_(spool.memory, settings_->message_memory, spool.files, spool.disk)
{
}

void Intake::take(std::string_view octets)
{
    octets_ += static_cast<std::int64_t>(octets.size());
    if (isTooLarge() || failure_) return;
    takeBody(check_->feed(octets, buffer_.tail()));
}

boost::asio::awaitable<void> Intake::settle()
{
    if (check_) buffer_.countBeside(heldOctets());
    const bool spills = buffer_.needsSpill();
    if (mustGiveUp()) giveUp(Error(Code::unavailable, "memory is scarce and much is held"));
    if (failure_ || !spills) co_return;
    if (auto spilled = co_await buffer_.spill(); !spilled) giveUp(spilled.error());
}

/// What is held back cannot go to the file.
bool Intake::mustGiveUp() const
{
    return !failure_ && buffer_.isMemoryScarce() && heldOctets() > max_held_;
}

void Intake::giveUp(Error why)
{
    failure_ = std::move(why);
    check_.reset();
    forget();
    buffer_.countBeside(0);
}

boost::asio::awaitable<Verdict> Intake::finish()
{
    Verdict verdict = co_await judge();
    if (!verdict || *verdict) ++counters_.messages_rejected;
    if (verdict && *verdict && (*verdict)->unencrypted) ++counters_.unencrypted_rejected;
    if (!is_kept_) co_await buffer_.discard();
    co_return verdict;
}

boost::asio::awaitable<Verdict> Intake::judge()
{
    if (failure_) co_return *failure_;
    if (auto refused = check_->finish(buffer_.tail())) co_return std::move(refused);
    co_return co_await handOn();
}

boost::asio::awaitable<void> Intake::discard()
{
    ++counters_.messages_rejected;
    co_await buffer_.discard();
}

boost::asio::awaitable<Result<Intake::Parcel>> Intake::pack()
{
    Parcel parcel;
    auto body = co_await buffer_.finish();
    if (!body) co_return body.error();
    parcel.body = std::move(*body);
    parcel.envelope.header = buffer_.takeHeader();
    co_return parcel;
}

void Intake::keep()
{
    is_kept_ = true;
    buffer_.keep();
}

} // namespace roost::delivery
