// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/accept.h"
#include "backend/delivery/message_buffer.h"
#include "backend/policy/message_check.h"
#include "shared/settings/values.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace roost::delivery {

/// Where messages are kept on their way in.
struct Spool {
    store::BodyFiles& files;
    core::Workers& disk;
    MemoryBudget& memory;
};

/// What became of a message: null when it is on disk, else why it is refused.
/// Errors: unavailable (the same message may be accepted later).
using Verdict = Result<std::unique_ptr<policy::Refusal>>;

/// One message on its way in, by whatever protocol: judged and cleaned while it streams by, kept in
/// memory or a file, and handed on in the end. What is not handed on leaves nothing behind. It is
/// used by one coroutine.
class Intake {
public:
    virtual ~Intake() = default;
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;

    /// The next octets of the message; lines end in CRLF.
    void take(std::string_view octets);
    /// After some take(): moves what is too much for memory to the file.
    boost::asio::awaitable<void> settle();
    std::int64_t octets() const { return octets_; } // taken so far
    /// More came than the settings allow: nothing of it will be stored.
    bool isTooLarge() const { return octets_ > settings_->max_message_size; }

    /// The message is complete: hands it on.
    boost::asio::awaitable<Verdict> finish();
    /// It is not wanted any more.
    boost::asio::awaitable<void> discard();

protected:
    /// `max_held`: octets of the header that may be held back when memory is scarce.
    Intake(const Spool& spool,
           std::shared_ptr<const settings::Values> settings,
           core::Counters& counters,
           std::unique_ptr<policy::MessageCheck> check,
           std::size_t max_held);

    /// The check lets the message pass: all else that must be done.
    virtual boost::asio::awaitable<Verdict> handOn() = 0;
    /// Octets of the body, which were taken.
    virtual void takeBody(std::string_view) {}
    /// What is held beside the message as it will be stored.
    virtual std::size_t heldOctets() const { return check_->heldOctets(); }
    /// The message is given up: what is held to judge it is not needed any more.
    virtual void forget() {}

    /// What an Acceptor takes, but for who sent it to whom.
    struct Parcel {
        Envelope envelope;
        store::NewBody body;
    };
    /// Errors: unavailable.
    boost::asio::awaitable<Result<Parcel>> pack();
    /// The parcel was accepted.
    void keep();

    const policy::MessageCheck& check() const { return *check_; } // until there is a failure
    policy::MessageCheck& check() { return *check_; }
    core::Counters& counters() { return counters_; }

private:
    boost::asio::awaitable<Verdict> judge();
    bool mustGiveUp() const;
    void giveUp(Error why);

    const std::shared_ptr<const settings::Values> settings_;
    core::Counters& counters_;
    std::unique_ptr<policy::MessageCheck> check_; // none once the message is given up
    const std::size_t max_held_;
    MessageBuffer buffer_;
    std::int64_t octets_ = 0;
    std::optional<Error> failure_; // the spool refused: take the rest, store nothing
    bool is_kept_ = false;
};

} // namespace roost::delivery
