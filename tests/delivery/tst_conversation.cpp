// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/behaviours.h"

#include <QTest>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <future>

using namespace roost;
using namespace roost::test;

/// What others may tell a conversation while a delivery is under way.
class TstConversation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMessageThatHangsHoldsUpNoOther();
    void aTimeOutIsMeantForOneDelivery();
    void atTheEndTheRestIsNotPutBack();
};

namespace {

/// The conversation with away.test, without a runner.
struct Talk {
    ~Talk()
    {
        if (it) Conversation::abort(it);
        if (it && !isOver()) qFatal("it does not end");
    }
    void start()
    {
        const auto executor = relay.threads.context(0).get_executor();
        auto destination = relay.outside.open("away.test", Lane::healthy, progress);
        const auto tell = [this](Conversation::Event event) {
            if (event == Conversation::Event::finished) finished.set_value();
        };
        it = std::make_shared<Conversation>(*relay.services, executor, relay.readers[0]->stores(),
                                            "away.test", std::move(destination), progress, tell);
        boost::asio::co_spawn(executor, Conversation::run(it), boost::asio::detached);
    }
    /// Both at once, before it can go on: the delivery under way took too long, and the relay
    /// stops.
    void timeOutAndEnd()
    {
        boost::asio::post(relay.threads.context(0), [this] {
            Conversation::timeOut(it, progress->begunAt(), {});
            Conversation::end(it);
        });
    }
    bool begins(int count)
    {
        return relay.becomes([&] { return relay.outside.begun("away.test") == count; });
    }
    bool isOver() const
    {
        return over.wait_for(std::chrono::seconds(30)) == std::future_status::ready;
    }
    std::int64_t tried() { return std::ranges::count(relay.rows(), 1, &store::QueueRow::attempts); }

    std::promise<void> finished;
    std::future<void> over = finished.get_future();
    Relay relay;
    std::shared_ptr<Progress> progress = std::make_shared<Progress>();
    std::shared_ptr<Conversation> it;
};

} // namespace

/// The server answered MAIL: the fault may lie with this message, and the others have their try.
void TstConversation::aMessageThatHangsHoldsUpNoOther()
{
    Talk talk;
    Behaviour hanging = being(Kind::hangs);
    hanging.was_mail_answered = true;
    talk.relay.outside.behaves("away.test", hanging);
    const auto first = talk.relay.queue({"a@away.test"}, "one").front();
    const auto second = talk.relay.queue({"b@away.test"}, "two").front();
    talk.start();
    QVERIFY(talk.begins(1));
    Conversation::timeOut(talk.it, talk.progress->begunAt(), {});
    QVERIFY(talk.isOver());
    QCOMPARE(talk.relay.row(first)->attempts, 1);
    QCOMPARE(talk.relay.row(second)->attempts, 0);
    QCOMPARE(talk.relay.row(second)->next_try_at, talk.relay.clock.now());
}

/// Not for the next one, which was begun meanwhile.
void TstConversation::aTimeOutIsMeantForOneDelivery()
{
    Talk talk;
    Progress::Instant first_begun_at;
    Behaviour taking;
    taking.answer = [&](const std::string&) {
        first_begun_at = talk.progress->begunAt();
        talk.relay.outside.behaves("away.test", being(Kind::hangs));
        return answered(Outcome::delivered, "250 Ok");
    };
    talk.relay.outside.behaves("away.test", taking);
    talk.relay.queue({"a@away.test"}, "one");
    const auto second = talk.relay.queue({"b@away.test"}, "two").front();
    talk.start();
    QVERIFY(talk.begins(2));
    Conversation::timeOut(talk.it, first_begun_at, {});
    Conversation::end(talk.it);
    QVERIFY(talk.isOver());
    QCOMPARE(talk.relay.row(second)->attempts, 0);
    QCOMPARE(talk.relay.peer("away.test").deferred, 0);
}

/// It may be more than there is time for; it is tried after the next start.
void TstConversation::atTheEndTheRestIsNotPutBack()
{
    Talk talk;
    constexpr std::int64_t Count = 3 * store::QueueRowsPerStep;
    talk.relay.outside.behaves("away.test", being(Kind::hangs));
    for (std::int64_t i = 0; i < Count; i += 100)
        talk.relay.queue(std::vector<std::string>(100, "a@away.test"), std::to_string(i));
    talk.start();
    QVERIFY(talk.begins(1));
    talk.timeOutAndEnd();
    QVERIFY(talk.isOver());
    QVERIFY(talk.tried() >= 100);
    QVERIFY(talk.tried() < Count);
}

QTEST_GUILESS_MAIN(TstConversation)
#include "tst_conversation.moc"
