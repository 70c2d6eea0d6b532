// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/core/tasks.h"
#include "backend/delivery/intake/key_fetch.h"

#include <QTest>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;
using namespace roost;
using delivery::DkimKeys;
using delivery::KeyFetch;
using delivery::KeyQuestionLimits;
using namespace std::chrono_literals;

namespace {

/// Answers when it is told to, but for a name that begins with "known".
class LateLookup final : public net::dns::Lookup {
public:
    explicit LateLookup(asio::io_context& io) : told_(io)
    {
        told_.expires_at(std::chrono::steady_clock::time_point::max());
    }
    asio::awaitable<net::dns::Answer>
    ask(std::string name, net::dns::Type, std::chrono::milliseconds, net::dns::Freshness) override
    {
        boost::system::error_code ended;
        if (!name.starts_with("known"))
            co_await told_.async_wait(asio::redirect_error(asio::use_awaitable, ended));
        net::dns::Answer none;
        none.status = net::dns::Status::no_such_name;
        co_return none;
    }
    void answer() { told_.cancel(); }

private:
    asio::steady_timer told_;
};

std::vector<trust::DkimQuestion> questions(std::initializer_list<const char*> names)
{
    std::vector<trust::DkimQuestion> all;
    for (const char* name : names) all.push_back({name});
    return all;
}

} // namespace

class TstKeyFetch : public QObject {
    Q_OBJECT

    asio::io_context io_;
    core::Tasks tasks_;
    LateLookup lookup_{io_};
    delivery::KeyQuestions questions_;
    const net::Origin far_{"192.0.2.0/24", false};

    KeyFetch begin(const std::vector<trust::DkimQuestion>& names,
                   std::chrono::milliseconds limit,
                   const net::Origin& origin)
    {
        const delivery::KeyAsker asker{tasks_, lookup_, questions_, origin};
        return {asker, io_.get_executor(), names, limit};
    }
    /// Empty, too, while there are none.
    DkimKeys answersOf(KeyFetch& fetch)
    {
        DkimKeys keys;
        asio::co_spawn(io_, fetch.answers(), [&](std::exception_ptr, DkimKeys given) {
            keys = std::move(given);
            io_.stop();
        });
        io_.restart();
        io_.run();
        return keys;
    }
    void runAll()
    {
        lookup_.answer();
        io_.restart();
        io_.run();
    }
    bool hasRoom(const net::Origin& origin)
    {
        return questions_.networks.enter(origin, KeyQuestionLimits.of_a_network).has_value();
    }

private Q_SLOTS:
    void cleanup() { runAll(); }

    void answersThatComeAreGivenWhenTheTimeIsOver()
    {
        KeyFetch both = begin(questions({"known", "silent"}), 1ms, far_);
        const DkimKeys keys = answersOf(both);
        QCOMPARE(keys.size(), std::size_t(1));
        QVERIFY(keys.contains("known"));
    }

    void aQuestionKeepsItsPlaceUntilTheResolverLetsGo()
    {
        for (std::int64_t i = 0; i < KeyQuestionLimits.of_a_network; ++i) {
            KeyFetch given_up = begin(questions({"silent"}), 0ms, far_);
            QVERIFY(answersOf(given_up).empty());
        }
        QCOMPARE(questions_.open.load(), KeyQuestionLimits.of_a_network);
        QVERIFY(!hasRoom(far_));
        KeyFetch too_many = begin(questions({"known"}), 1h, far_);
        QVERIFY(answersOf(too_many).empty()); // at once, and nobody was asked
        KeyFetch elsewhere = begin(questions({"known"}), 1h, {"198.51.100.0/24", false});
        QCOMPARE(answersOf(elsewhere).size(), std::size_t(1));
        runAll();
        QCOMPARE(questions_.open.load(), 0);
        QVERIFY(hasRoom(far_));
    }

    void allNetworksTogetherHaveHalfOfTheResolver()
    {
        questions_.open = KeyQuestionLimits.of_all;
        KeyFetch too_many = begin(questions({"known"}), 1h, far_);
        QVERIFY(answersOf(too_many).empty());
        --questions_.open;
        KeyFetch last = begin(questions({"known"}), 1h, far_);
        QCOMPARE(answersOf(last).size(), std::size_t(1));
        questions_.open = 0;
    }
};

QTEST_GUILESS_MAIN(TstKeyFetch)
#include "tst_key_fetch.moc"
