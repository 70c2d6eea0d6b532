// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/delivery/remote/outgoing.h"
#include "backend/delivery/remote/rows_in_hand.h"
#include "backend/delivery/remote/settle.h"
#include "backend/store/destination_store.h"
#include "backend/store/types.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace roost::core {
class LiveSettings;
struct Counters;
} // namespace roost::core
namespace roost::store {
class StoreThread;
}

namespace roost::delivery::remote {

/// What conversations use; outlives them.
struct ConversationServices {
    store::StoreThread& store;
    core::LiveSettings& settings;
    core::Counters& counters;
    OutgoingServices outgoing;
    std::chrono::milliseconds idle_limit{60'000}; // how long an unused connection is kept
    /// For one delivery, with all hosts and ways that are tried, beyond the time for its octets. A
    /// single host is done with sooner, whatever it does.
    std::chrono::milliseconds delivery_limit{3'600'000};
    std::shared_ptr<RowsInHand> in_hand = std::make_shared<RowsInHand>();
};

/// One destination while there is mail for it, and for a minute after: one delivery at a time over
/// one connection. Lives on one I/O thread; what is said to it may come from any.
class Conversation : public std::enable_shared_from_this<Conversation> {
public:
    enum class Event { idle, finished };
    /// Called on the conversation's thread.
    using Tell = std::function<void(Event)>;

    Conversation(const ConversationServices& services,
                 boost::asio::any_io_executor executor,
                 store::Stores& reader,
                 std::string domain,
                 std::unique_ptr<Destination> destination,
                 std::shared_ptr<Progress> progress,
                 Tell tell);

    /// Delivers what is due, waits for more as long as the connection stands, says goodbye. To be
    /// spawned once, on the executor given.
    static boost::asio::awaitable<void> run(std::shared_ptr<Conversation> it);

    // Any thread.

    /// There is more to do.
    static void wake(const std::shared_ptr<Conversation>& it);
    /// Ends; a delivery under way is broken off, as if it had never begun, unless the other side
    /// may have the message already.
    static void end(const std::shared_ptr<Conversation>& it);
    /// Ends at once.
    static void abort(const std::shared_ptr<Conversation>& it);
    /// As end(), because others wait and this destination is silent: it is a slow one from now on.
    static void giveWay(const std::shared_ptr<Conversation>& it);
    /// The same when it has had its chance: as if the delivery that was begun at `begun_at` had
    /// failed, when it is still under way and silent for `silence` by now.
    static void timeOut(const std::shared_ptr<Conversation>& it,
                        Progress::Instant begun_at,
                        Progress::Instant::duration silence);

    const Progress& progress() const { return *progress_; }
    /// Until it talked, in the last delivery that reached someone; 0: that used an open connection.
    Progress::Instant::duration usualWait() const { return usual_wait_; }

private:
    using Rows = std::vector<store::QueueRow>;

    boost::asio::awaitable<void> converse();
    boost::asio::awaitable<bool> deliverAll(Rows rows);
    boost::asio::awaitable<void> deliver(Rows rows, std::optional<RecipientResult>& unreachable);
    Rows
    stillDue(Rows::const_iterator from, Rows::const_iterator end, const RowsInHand::Hold& hold);
    boost::asio::awaitable<bool> attempt(Settlement& settlement);
    boost::asio::awaitable<void> fail(Settlement& settlement, RecipientResult how);
    boost::asio::awaitable<Report> interruptible(const RemoteMessage& message);
    void watch(std::chrono::milliseconds limit);
    void breakOff();
    boost::asio::awaitable<Settled> writeDown(const Settlement& settlement);
    boost::asio::awaitable<void> giveUp(RowsInHand::Ids ids);
    boost::asio::awaitable<void> settleRest(std::optional<OtherMail> others);
    boost::asio::awaitable<void> becomeSlow();
    boost::asio::awaitable<void> sleep(std::chrono::milliseconds time);
    void finish(bool even_handing_over);

    const ConversationServices services_;
    const boost::asio::any_io_executor executor_;
    store::Stores& reader_;
    const std::string domain_;
    std::unique_ptr<Destination> destination_;
    const std::shared_ptr<Progress> progress_;
    const Tell tell_;
    boost::asio::steady_timer timer_;
    boost::asio::steady_timer limit_; // of the delivery under way
    boost::asio::cancellation_signal interrupt_;
    std::atomic<Progress::Instant::duration> usual_wait_{Progress::Instant::duration::zero()};
    bool is_woken_ = false;
    bool is_ending_ = false;
    bool is_told_to_end_ = false; // not for what the other side did
    bool gives_way_ = false;
    bool is_timed_out_ = false;
    bool was_interrupted_ = false; // the connection is in the middle of something
};

} // namespace roost::delivery::remote
