// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/intake/key_fetch.h"

#include "backend/core/tasks.h"
#include "backend/net/dns/decode.h"

#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace roost::delivery {
namespace {

using trust::DkimAnswer;

constexpr std::int64_t MaxQuestionsPerNetwork = 500;

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

struct KeyFetch::State {
    explicit State(const boost::asio::any_io_executor& executor) : done(executor)
    {
        done.expires_at(std::chrono::steady_clock::time_point::max());
    }
    void put(const std::string& name, DkimAnswer answer)
    {
        keys[name] = std::move(answer);
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
    : state_(std::make_shared<State>(executor))
{
    state_->missing = questions.size();
    for (const trust::DkimQuestion& question : questions) {
        auto place = asker.questions.enter(asker.origin, MaxQuestionsPerNetwork);
        if (!place) {
            state_->put(question.name, DkimAnswer());
            continue;
        }
        asker.tasks.spawn(executor, fetch(state_, asker.lookup, question.name, limit, freshness,
                                          std::move(*place)));
    }
}

boost::asio::awaitable<void> KeyFetch::fetch(std::shared_ptr<State> state,
                                             net::dns::Lookup& lookup,
                                             std::string name,
                                             std::chrono::milliseconds limit,
                                             net::dns::Freshness freshness,
                                             net::NetworkCounts::Place place)
{
    DkimAnswer key;
    try {
        key = asKey(co_await lookup.ask(name, net::dns::Type::txt, limit, freshness));
    } catch (const boost::system::system_error&) { // NOLINT(bugprone-empty-catch)
        // We are being stopped: it counts as not answered.
    }
    static_cast<void>(place); // held until here
    state->put(name, std::move(key));
}

boost::asio::awaitable<DkimKeys> KeyFetch::answers()
{
    const auto state = state_;
    if (state->missing > 0) {
        boost::system::error_code why;
        co_await state->done.async_wait(
            boost::asio::redirect_error(boost::asio::use_awaitable, why));
        if (state->missing > 0)
            throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
    co_return state->keys;
}

} // namespace roost::delivery
