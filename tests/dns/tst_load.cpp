// SPDX-License-Identifier: GPL-3.0-or-later
// Many questions, and servers that answer none of them.
#include "backend/net/dns/addresses.h"
#include "tests/dns/name_server.h"
#include "tests/dns/world.h"

#include <atomic>
#include <sys/resource.h>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* SomeAddress = "\x7f\x01\x02\x03";

std::string silentAbout(const std::string& question, const char* prefix)
{
    return nameIn(question).starts_with(prefix) ? "" : answerWith(question, SomeAddress);
}

std::string numbered(const char* prefix, std::size_t number)
{
    return prefix + std::to_string(number) + ".test";
}

std::chrono::milliseconds since(std::chrono::steady_clock::time_point begun)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                 - begun);
}

} // namespace

class TstLoad : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void silentServersDelayNobody();
    void manyAnswersComeTogether();
    void questionsAreBounded();
    void afterAnOutageServersAreTriedAgain();
};

/// Each question to a silent server holds a socket.
void TstLoad::initTestCase()
{
    rlimit files{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
    files.rlim_cur = files.rlim_max;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);
    QVERIFY2(files.rlim_max >= 4096, "this test needs 4096 descriptors");
}

void TstLoad::silentServersDelayNobody()
{
    constexpr std::size_t Silent = 1500;
    const NameServer server([](const std::string& q) { return silentAbout(q, "silent"); });
    World world(asking(server.address()));
    QCOMPARE(world.ask("warm.test").status, Status::found);
    std::vector<World::Asked*> hanging;
    for (std::size_t i = 0; i < Silent; ++i)
        hanging.push_back(&world.start(numbered("silent", i), Type::txt, 60s));
    world.io.restart();
    world.io.poll();
    const auto begun = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < 20; ++i)
        QCOMPARE(world.ask(numbered("good", i)).status, Status::found);
    qInfo("20 answers beside %zu silent servers took %lld ms", Silent,
          static_cast<long long>(since(begun).count()));
    // One silent server has its first resend after 400 ms: each question would wait for that.
    QVERIFY(since(begun) < 3s);
    for (World::Asked* asked : hanging) {
        QVERIFY(!asked->is_done());
        asked->cancel.emit(asio::cancellation_type::terminal);
    }
    world.runAll();
}

void TstLoad::manyAnswersComeTogether()
{
    const NameServer server([](const std::string& q) { return answerWith(q, SomeAddress); });
    World world(asking(server.address()));
    std::vector<World::Asked*> all;
    for (std::size_t i = 0; i < 5000; ++i) all.push_back(&world.start(numbered("many", i % 2500)));
    world.runAll();
    for (const World::Asked* asked : all) {
        QVERIFY(asked->answer);
        QCOMPARE(asked->answer->status, Status::found);
    }
}

void TstLoad::questionsAreBounded()
{
    const NameServer server([](const std::string& q) { return silentAbout(q, "silent"); });
    auto options = asking(server.address());
    World world(options);
    std::vector<World::Asked*> hanging;
    for (std::size_t i = 0; i < Resolver::MaxQuestions; ++i)
        hanging.push_back(&world.start(numbered("silent", i), Type::txt, 60s));
    world.io.restart();
    world.io.poll();
    for (const World::Asked* asked : hanging) QVERIFY(!asked->is_done());
    const Answer refused = world.ask("good.test");
    QCOMPARE(refused.status, Status::failed);
    QCOMPARE(refused.why, std::string("too many questions to the name servers are open"));

    for (World::Asked* asked : hanging) asked->cancel.emit(asio::cancellation_type::terminal);
    world.runAll();
    for (const World::Asked* asked : hanging) QVERIFY(asked->failure);
    // libunbound goes on with them; a new context leaves them behind.
    QCOMPARE(world.ask("good.test").status, Status::failed);
    options.use_ipv6 = false;
    world.resolver.use(options);
    world.runAll();
    // They count until the old one has ended, which nobody waits for.
    QTRY_COMPARE(world.ask("good.test").status, Status::found);
}

void TstLoad::afterAnOutageServersAreTriedAgain()
{
    std::atomic<bool> is_out = false;
    std::atomic<int> questions = 0;
    const NameServer server([&](const std::string& question) {
        ++questions;
        return is_out ? std::string() : answerWith(question, SomeAddress);
    });
    auto options = asking(server.address());
    options.patience = 50ms;
    World world(options);
    QCOMPARE(world.ask("known.test").status, Status::found);
    const int before = questions;
    is_out = true;
    for (std::size_t i = 0; i < 4; ++i)
        QCOMPARE(world.ask(numbered("lost", i), Type::a, 50ms).status, Status::failed);
    is_out = false;
    QCOMPARE(world.ask("fresh.test").status, Status::found);
    QVERIFY(questions > before);
    const int after = questions;
    QCOMPARE(world.ask("known.test").status, Status::found);
    QCOMPARE(questions.load(), after + 1); // nothing of before is known any more
}

QTEST_GUILESS_MAIN(TstLoad)
#include "tst_load.moc"
