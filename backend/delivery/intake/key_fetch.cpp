// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/key_fetch.h"

#include "backend/core/tasks.h"
#include "backend/net/dns/decode.h"
#include "backend/net/dns/resolver.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace roost::delivery {
namespace {

using trust::DkimAnswer;

// libunbound gives up a question to silent name servers sooner than that.
constexpr std::chrono::minutes LongestQuestion(2);

DkimAnswer asKey(const net::dns::Answer& answer)
{
    DkimAnswer key;
    switch (answer.status) {
    case net::dns::Status::found:
        key.status = DkimAnswer::Status::found;
        key.texts = net::dns::texts(answer);
        break;
    case net::dns::Status::no_data:
    case net::dns::Status::no_such_name: key.status = DkimAnswer::Status::missing; break;
    case net::dns::Status::failed: break;
    }
    return key;
}

} // namespace

const net::SeatLimits KeyQuestionLimits{net::dns::Resolver::MaxQuestions / 2, 100};

struct KeyFetch::State {
    State(const boost::asio::any_io_executor& executor, std::chrono::milliseconds limit)
        : done(executor, limit)
    {
    }
    void endQuestion()
    {
        // Also ends a wait that has not begun yet.
        if (--missing == 0) done.expires_at(std::chrono::steady_clock::time_point::min());
    }
    boost::asio::steady_timer done;
    DkimKeys keys;
    std::size_t missing = 0;
};

KeyFetch::KeyFetch(const KeyAsker& asker,
                   const boost::asio::any_io_executor& executor,
                   const std::vector<trust::DkimQuestion>& questions,
                   std::chrono::milliseconds limit,
                   net::dns::Freshness freshness)
    : state_(std::make_shared<State>(executor, limit))
{
    state_->missing = questions.size();
    for (const trust::DkimQuestion& question : questions) {
        auto seat = net::Seat::take(asker.questions.open, asker.questions.networks, asker.origin,
                                    KeyQuestionLimits);
        if (!seat) {
            state_->endQuestion();
            continue;
        }
        asker.tasks.spawn(executor,
                          fetch(state_, asker.lookup, question.name, freshness, std::move(*seat)));
    }
}

boost::asio::awaitable<void> KeyFetch::fetch(std::shared_ptr<State> state,
                                             net::dns::Lookup& lookup,
                                             std::string name,
                                             net::dns::Freshness freshness,
                                             net::Seat seat)
{
    try {
        const auto answer =
            co_await lookup.ask(name, net::dns::Type::txt, LongestQuestion, freshness);
        state->keys[name] = asKey(answer);
    } catch (const boost::system::system_error&) { // NOLINT(bugprone-empty-catch)
        // We are being stopped: there is no answer.
    }
    static_cast<void>(seat); // held until here
    state->endQuestion();
}

boost::asio::awaitable<DkimKeys> KeyFetch::answers()
{
    const auto state = state_;
    if (state->missing > 0) {
        boost::system::error_code why;
        co_await state->done.async_wait(
            boost::asio::redirect_error(boost::asio::use_awaitable, why));
        if (why && state->missing > 0) throw boost::system::system_error(why);
    }
    co_return state->keys;
}

} // namespace roost::delivery
