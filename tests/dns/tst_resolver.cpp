// SPDX-License-Identifier: GPL-3.0-or-later
// The resolver against a real name server.
#include "backend/core/io_threads.h"
#include "backend/core/offload.h"
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/context.h"
#include "backend/net/dns/decode.h"
#include "tests/dns/name_server.h"
#include "tests/dns/world.h"
#include "tests/support/dns_server.h"

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <thread>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;
using namespace std::chrono_literals;

namespace {

constexpr int ServerFailure = 2;

std::ptrdiff_t descriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// Twelve strings of one record: more than a datagram carries.
std::string largeText()
{
    std::string text = "large TXT";
    for (int i = 0; i < 12; ++i) text += " " + std::string(250, 'k');
    return text;
}

const DnsServer::Zones Zones = {
    {"a.test",
     {"@ MX 20 mx2", "@ MX 10 Mx1", "mx1 A 127.0.0.2", "mx1 AAAA 2001:db8::2", "mx2 A 127.0.0.3",
      "key._domainkey TXT \"v=DKIM1; \" \"p=abc\"", "alias CNAME one.b.test.", "null MX 0 .",
      "_25._tcp.mx1 TLSA 3 1 1 " + std::string(64, 'a'), "missing CNAME nowhere.b.test.",
      "old 3600 TXT before", largeText(), "loop CNAME loop2", "loop2 CNAME loop"}},
    {"b.test", {"one CNAME two", "two CNAME three.a.test."}},
    {"three.a.test", {"@ A 127.0.0.9"}},
};

std::string firstAddress(const Answer& answer)
{
    const auto all = addresses(answer);
    return all.empty() ? "none" : all.front().to_string();
}

Status statusOf(const Answer& answer)
{
    return answer.status;
}

asio::awaitable<void> askOnThread(Resolver& resolver, std::atomic<int>& right)
{
    const auto here = std::this_thread::get_id();
    const Answer answer = co_await resolver.ask("mx1.a.test", Type::a);
    if (answer.status == Status::found && std::this_thread::get_id() == here) ++right;
}

} // namespace

class TstResolver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { server_ = std::make_unique<DnsServer>(Zones); }
    void recordsOfEachTypeAreFound();
    void largeAnswersComeByTcp();
    void aliasesAreFollowed();
    void whatIsMissingIsToldApart();
    void namesThatAreNoneDoNotExist();
    void aServerFailureIsTemporary();
    void aSilentServerEndsAtTheLimit();
    void aCancelledQuestionEndsAtOnce();
    void negativeAnswersAreNotKept();
    void recentAnswersPassTheCacheBy();
    void otherOptionsTakeEffectAndOldQuestionsEndAsTheyBegan();
    void theSameOptionsKeepTheCache();
    void answersComeBackOnTheCallersThread();
    void theResolverMayGoWhileQuestionsAreOpen();
    void aContextEndsWhereWaitingIsAllowed();

private:
    std::unique_ptr<DnsServer> server_;
};

void TstResolver::recordsOfEachTypeAreFound()
{
    World world(asking(server_->address()));
    const auto hosts = mxHosts(world.ask("a.test", Type::mx));
    QVERIFY(hosts);
    QVERIFY(*hosts == (std::vector<MxHost>{{10, "mx1.a.test"}, {20, "mx2.a.test"}}));
    const auto nobody = mxHosts(world.ask("null.a.test", Type::mx));
    QVERIFY(nobody && *nobody == (std::vector<MxHost>{{0, ""}}));
    QCOMPARE(firstAddress(world.ask("MX1.A.test.")), std::string("127.0.0.2"));
    QCOMPARE(firstAddress(world.ask("mx1.a.test", Type::aaaa)), std::string("2001:db8::2"));
    const Answer key = world.ask("key._domainkey.a.test", Type::txt);
    QVERIFY(texts(key) == std::vector<std::string>{"v=DKIM1; p=abc"});
    QCOMPARE(key.canonical_name, std::string("key._domainkey.a.test"));
    QVERIFY(!key.is_secure);
    QCOMPARE(key.ttl_seconds, std::int64_t(1));
    const auto pins = tlsas(world.ask(tlsaName(25, "mx1.a.test"), Type::tlsa));
    QVERIFY(pins == (std::vector<Tlsa>{{3, 1, 1, std::string(32, '\xaa')}}));
}

void TstResolver::largeAnswersComeByTcp()
{
    World world(asking(server_->address()));
    const auto all = texts(world.ask("large.a.test", Type::txt));
    QVERIFY(all == std::vector<std::string>{std::string(3000, 'k')});
}

void TstResolver::aliasesAreFollowed()
{
    World world(asking(server_->address()));
    const Answer answer = world.ask("alias.a.test");
    QCOMPARE(statusOf(answer), Status::found);
    QCOMPARE(firstAddress(answer), std::string("127.0.0.9"));
    QCOMPARE(answer.canonical_name, std::string("three.a.test"));
    QCOMPARE(statusOf(world.ask("loop.a.test")), Status::failed);
}

void TstResolver::whatIsMissingIsToldApart()
{
    World world(asking(server_->address()));
    QCOMPARE(statusOf(world.ask("mx2.a.test", Type::aaaa)), Status::no_data);
    QCOMPARE(statusOf(world.ask("nobody.a.test")), Status::no_such_name);
    QCOMPARE(statusOf(world.ask("nobody.example")), Status::no_such_name);
    QCOMPARE(statusOf(world.ask("missing.a.test")), Status::no_such_name);
    QCOMPARE(statusOf(world.ask("three.a.test", Type::mx)), Status::no_data);
}

void TstResolver::namesThatAreNoneDoNotExist()
{
    World world(asking(server_->address()));
    const std::string with_nul = std::string("mx1.a.test") + '\0' + ".b.test";
    for (const std::string& name : {std::string(), with_nul, std::string("a\\.test")})
        QCOMPARE(statusOf(world.ask(name)), Status::no_such_name);
}

void TstResolver::aServerFailureIsTemporary()
{
    const NameServer broken([](const std::string& q) { return emptyAnswer(q, ServerFailure); });
    World world(asking(broken.address()));
    const Answer answer = world.ask("a.test");
    QCOMPARE(statusOf(answer), Status::failed);
    QVERIFY(!answer.why.empty());
    QVERIFY(!answer.is_bogus);
}

void TstResolver::aSilentServerEndsAtTheLimit()
{
    const NameServer silent([](const std::string&) { return std::string(); });
    World world(asking(silent.address()));
    const auto begun = std::chrono::steady_clock::now();
    const Answer answer = world.ask("a.test", Type::a, 300ms);
    const auto took = std::chrono::steady_clock::now() - begun;
    QCOMPARE(statusOf(answer), Status::failed);
    QCOMPARE(answer.why, std::string("no name server of the domain answered within 1 s"));
    QVERIFY(took >= 300ms);
    QVERIFY(took < 5s);
    world.runAll(); // the question that libunbound goes on with keeps nobody waiting
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
}

void TstResolver::aCancelledQuestionEndsAtOnce()
{
    const NameServer silent([](const std::string&) { return std::string(); });
    World world(asking(silent.address()));
    World::Asked& asked = world.start("a.test");
    world.io.poll();
    QVERIFY(!asked.is_done());
    asked.cancel.emit(asio::cancellation_type::terminal);
    world.runAll();
    QVERIFY(asked.failure);
    try {
        std::rethrow_exception(asked.failure);
    } catch (const boost::system::system_error& e) {
        QVERIFY(e.code() == asio::error::operation_aborted);
    }
}

void TstResolver::negativeAnswersAreNotKept()
{
    DnsServer server(DnsServer::Zones{{"a.test", {}}});
    World world(asking(server.address()));
    QCOMPARE(statusOf(world.ask("new.a.test")), Status::no_such_name);
    QCOMPARE(statusOf(world.ask("a.test", Type::mx)), Status::no_data);
    server.update({{"a.test", {"new A 127.0.0.4", "@ MX 1 new"}}});
    QCOMPARE(firstAddress(world.ask("new.a.test")), std::string("127.0.0.4"));
    QCOMPARE(statusOf(world.ask("a.test", Type::mx)), Status::found);
}

void TstResolver::recentAnswersPassTheCacheBy()
{
    DnsServer server(Zones);
    World world(asking(server.address()));
    const auto text = [&](Freshness freshness) {
        const auto all = texts(world.ask("old.a.test", Type::txt, 20s, freshness));
        return all.empty() ? "none" : all.front();
    };
    QCOMPARE(text(Freshness::cached), std::string("before"));
    server.update({{"a.test", {"old 3600 TXT after"}}});
    QCOMPARE(text(Freshness::cached), std::string("before"));
    QCOMPARE(text(Freshness::recent), std::string("after"));
    QCOMPARE(text(Freshness::cached), std::string("before"));
}

void TstResolver::otherOptionsTakeEffectAndOldQuestionsEndAsTheyBegan()
{
    std::atomic<bool> may_answer = false;
    std::atomic<int> held = 0;
    const NameServer slow([&](const std::string& question) {
        if (nameIn(question).starts_with("slow") && !may_answer) {
            ++held; // libunbound asks again
            return std::string();
        }
        return answerWith(question, "\x7f\x01\x02\x03");
    });
    World world(asking(slow.address()));
    std::vector<World::Asked*> old;
    for (int i = 0; i < 200; ++i) old.push_back(&world.start("slow" + std::to_string(i) + ".test"));
    while (held < 200) world.io.poll();
    world.resolver.use(asking(server_->address()));
    QCOMPARE(firstAddress(world.ask("mx1.a.test")), std::string("127.0.0.2"));
    QCOMPARE(statusOf(world.ask("slow1.test")), Status::no_such_name); // the new one's word
    may_answer = true;
    world.runAll();
    for (const World::Asked* asked : old) {
        QVERIFY(asked->answer);
        QCOMPARE(firstAddress(*asked->answer), std::string("127.1.2.3"));
    }
}

void TstResolver::theSameOptionsKeepTheCache()
{
    std::atomic<int> questions = 0;
    const NameServer counting([&](const std::string& question) {
        ++questions;
        return answerWith(question, "\x7f\x01\x02\x03");
    });
    const auto options = asking(counting.address());
    World world(options);
    QCOMPARE(firstAddress(world.ask("a.test")), std::string("127.1.2.3"));
    world.resolver.use(options);
    QCOMPARE(firstAddress(world.ask("a.test")), std::string("127.1.2.3"));
    QCOMPARE(questions.load(), 1);
}

void TstResolver::answersComeBackOnTheCallersThread()
{
    core::IoThreads threads(4);
    Resolver resolver(threads.context(0).get_executor(), asking(server_->address()));
    std::atomic<int> right = 0;
    for (std::size_t i = 0; i < 400; ++i)
        asio::co_spawn(threads.context(i % 4), askOnThread(resolver, right), asio::detached);
    threads.start();
    threads.stop(); // runs dry: a resolver at rest keeps nothing going
    QCOMPARE(right.load(), 400);
}

void TstResolver::theResolverMayGoWhileQuestionsAreOpen()
{
    const NameServer silent([](const std::string&) { return std::string(); });
    World world(asking(silent.address()));
    for (int i = 0; i < 50; ++i) world.start("a" + std::to_string(i) + ".test");
    world.io.poll();
}

void TstResolver::aContextEndsWhereWaitingIsAllowed()
{
    asio::io_context home;
    const auto enders = std::make_shared<core::Workers>("enders", 1, 10);
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    QVERIFY(enders->tryPost([open] { open.wait(); }));
    const auto questions = std::make_shared<QuestionCount>(0);
    const asio::posix::stream_descriptor other(home); // what the loop itself needs is open now
    const auto before = descriptors();
    auto context =
        Context::make(home.get_executor(), asking(server_->address()), questions, enders);
    QVERIFY(context.has_value());
    const auto during = descriptors();
    QVERIFY(during > before);
    context->reset(); // does not wait: the only one who may is still busy
    QCOMPARE(descriptors(), during);
    gate.set_value();
    QTRY_COMPARE(descriptors(), before);
}

QTEST_GUILESS_MAIN(TstResolver)
#include "tst_resolver.moc"
