// SPDX-License-Identifier: GPL-3.0-or-later
// Name servers that answer with nonsense, lies and too much.
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/decode.h"
#include "tests/dns/name_server.h"
#include "tests/dns/world.h"
#include "tests/support/fake_lookup.h"

#include <functional>
#include <random>

using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

using Reply = std::function<std::string(const std::string& question)>;

struct Case {
    const char* name;
    Type type;
    Reply reply;
};

/// The answer of one record again and again, with pointers to the name of the question.
std::string repeated(const std::string& question, const std::string& rdata, int count)
{
    const std::string one = answerWith(question, rdata, count);
    std::string all = one;
    const std::string record = one.substr(emptyAnswer(question, 0).size());
    while (--count > 0) all += record;
    return all;
}

/// With the octets at `at` replaced.
std::string patched(std::string answer, std::size_t at, std::string_view octets)
{
    return answer.replace(at, octets.size(), octets);
}

/// An alias of the name of the question.
std::string alias(const std::string& question, const std::string& target)
{
    std::string answer = answerWith(question, nameData(target));
    return answer.replace(emptyAnswer(question, 0).size() + 2, 2, "\0\x05"s); // CNAME
}

const std::string Address = "\x7f\x01\x02\x03";

// What no resolver may take for an answer.
const std::vector<Case> Useless = {
    {"one octet", Type::a, [](const std::string&) { return "x"s; }},
    {"header only", Type::a, [](const std::string& q) { return emptyAnswer(q, 0).substr(0, 12); }},
    {"cut header", Type::a,
     [](const std::string& q) { return answerWith(q, Address).substr(0, 7); }},
    {"cut question", Type::a, [](const std::string& q) { return q.substr(0, 15); }},
    {"cut record", Type::a,
     [](const std::string& q) {
         const auto answer = answerWith(q, Address);
         return answer.substr(0, answer.size() - 3);
     }},
    {"the question itself", Type::a, [](const std::string& q) { return q; }},
    {"another number", Type::a,
     [](const std::string& q) {
         auto answer = answerWith(q, Address);
         answer[0] = static_cast<char>(answer[0] ^ 1);
         return answer;
     }},
    {"more records counted than there are", Type::a,
     [](const std::string& q) { return answerWith(q, Address, 65535); }},
    {"rdata beyond the end", Type::a,
     [](const std::string& q) {
         const auto answer = answerWith(q, Address);
         return patched(answer, answer.size() - 6, "\xff\xff");
     }},
    {"name that points at itself", Type::a,
     [](const std::string& q) {
         const auto at = emptyAnswer(q, 0).size();
         const std::string pointer = {'\xc0', static_cast<char>(at)};
         return patched(answerWith(q, Address), at, pointer);
     }},
    {"name that points beyond the end", Type::a,
     [](const std::string& q) {
         return patched(answerWith(q, Address), emptyAnswer(q, 0).size(), "\xff\xff");
     }},
    {"another question", Type::a,
     [](const std::string& q) {
         auto answer = answerWith(q, Address);
         answer[13] = 'z';
         return answer;
     }},
    {"alias of itself", Type::a, [](const std::string& q) { return alias(q, nameIn(q)); }},
    {"aliases without end", Type::a,
     [](const std::string& q) { return alias(q, "a" + nameIn(q).substr(0, 60) + ".test"); }},
    {"cut, with no TCP behind it", Type::a,
     [](const std::string& q) { return patched(answerWith(q, Address), 2, "\x83"); }},
    {"unknown code", Type::a, [](const std::string& q) { return emptyAnswer(q, 11); }},
    {"refused", Type::a, [](const std::string& q) { return emptyAnswer(q, 5); }},
};

// What may be taken for an answer, but holds nothing that can be used.
const std::vector<Case> Malformed = {
    {"address of three octets", Type::a,
     [](const std::string& q) { return answerWith(q, "\1\2\3"); }},
    {"address without octets", Type::aaaa, [](const std::string& q) { return answerWith(q, ""); }},
    {"record of another name", Type::a,
     [](const std::string& q) {
         const auto head = patched(emptyAnswer(q, 0), 6, "\0\1"s);
         return head + nameData("other.test") + "\0\1\0\1\0\0\2\x58\0\4"s + Address;
     }},
    {"MX without a name", Type::mx, [](const std::string& q) { return answerWith(q, "\0\x0a"s); }},
    {"MX with a cut name", Type::mx,
     [](const std::string& q) { return answerWith(q, "\0\x0a\x3f"s + "abc"); }},
    {"MX that points at itself", Type::mx,
     [](const std::string& q) {
         const auto at = emptyAnswer(q, 0).size() + 14;
         return answerWith(q, "\0\x0a\xc0"s + static_cast<char>(at));
     }},
    {"MX named by control octets", Type::mx,
     [](const std::string& q) { return answerWith(q, "\0\x0a\4a\r\n.\0"s); }},
    {"text beyond its end", Type::txt,
     [](const std::string& q) { return answerWith(q, "\xff"s + "abc"); }},
    {"text without strings", Type::txt, [](const std::string& q) { return answerWith(q, ""); }},
    {"TLSA of two octets", Type::tlsa, [](const std::string& q) { return answerWith(q, "\3\1"); }},
};

/// How many records of an answer of that type can be used.
std::size_t usable(Type type, const Answer& answer)
{
    if (type == Type::txt) return texts(answer).size();
    if (type == Type::tlsa) return tlsas(answer).size();
    if (type != Type::mx) return addresses(answer).size();
    const auto hosts = mxHosts(answer);
    return hosts ? hosts->size() : 0;
}

} // namespace

class TstHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uselessAnswersFail_data();
    void uselessAnswersFail();
    void malformedRecordsAreNotUsed_data();
    void malformedRecordsAreNotUsed();
    void manyRecordsAreBounded();
    void aLargeTextComesWhole();
    void randomOctetsFailAndHurtNobody();
    void damagedAnswersHurtNobody();
};

namespace {

void listCases(const std::vector<Case>& cases)
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i].name) << static_cast<int>(i);
}

/// Good for names that begin so, else whatever `reply` gives.
NameServer::Handler besideGood(Reply reply)
{
    return [reply = std::move(reply)](const std::string& question) {
        if (nameIn(question).starts_with("good")) return answerWith(question, Address);
        return reply(question);
    };
}

} // namespace

void TstHostile::uselessAnswersFail_data()
{
    listCases(Useless);
}

void TstHostile::uselessAnswersFail()
{
    QFETCH(int, index);
    const Case& tried = Useless.at(static_cast<std::size_t>(index));
    const NameServer server(besideGood(tried.reply));
    World world(asking(server.address()));
    const Answer answer = world.ask("bad.test", tried.type, 400ms);
    QCOMPARE(answer.status, Status::failed);
    QVERIFY(answer.records.empty());
    QVERIFY(!answer.why.empty());
    QCOMPARE(world.ask("good.test").status, Status::found);
}

void TstHostile::malformedRecordsAreNotUsed_data()
{
    listCases(Malformed);
}

void TstHostile::malformedRecordsAreNotUsed()
{
    QFETCH(int, index);
    const Case& tried = Malformed.at(static_cast<std::size_t>(index));
    const NameServer server(besideGood(tried.reply));
    World world(asking(server.address()));
    const Answer answer = world.ask("bad.test", tried.type, 400ms);
    QCOMPARE(usable(tried.type, answer), std::size_t(0));
    QCOMPARE(world.ask("good.test").status, Status::found);
}

void TstHostile::manyRecordsAreBounded()
{
    // As many as a packet can hold; what is read of it stays within it.
    const NameServer server([](const std::string& question) {
        return repeated(question, mxData(10, "mx.test"), 3000);
    });
    World world(asking(server.address()));
    const Answer answer = world.ask("a.test", Type::mx, 1s);
    QVERIFY(answer.records.size() <= 3000);
    const auto hosts = mxHosts(answer);
    QVERIFY(!hosts || hosts->size() <= MaxMxHosts);
}

void TstHostile::aLargeTextComesWhole()
{
    const std::string key(1100, 'k'); // fits the 1232 octets that are asked for
    const NameServer server([&](const std::string& q) { return answerWith(q, textData(key)); });
    World world(asking(server.address()));
    QVERIFY(texts(world.ask("a.test", Type::txt)) == std::vector<std::string>{key});
}

void TstHostile::randomOctetsFailAndHurtNobody()
{
    std::minstd_rand random(1);
    const NameServer server(besideGood([&](const std::string& question) {
        std::string octets = question.substr(0, 2) + "\x81\x80";
        const auto count = random() % 1400;
        for (unsigned i = 0; i < count; ++i) octets += static_cast<char>(random() & 0xff);
        return octets;
    }));
    World world(asking(server.address()));
    std::vector<const World::Asked*> all;
    for (int i = 0; i < 300; ++i)
        all.push_back(&world.start("r" + std::to_string(i) + ".test", Type::txt, 3s));
    world.runAll();
    for (const World::Asked* asked : all) QCOMPARE(asked->answer->status, Status::failed);
    QCOMPARE(world.ask("good.test").status, Status::found);
}

/// One octet is wrong: whatever is made of it, nothing breaks.
void TstHostile::damagedAnswersHurtNobody()
{
    std::minstd_rand random(2);
    const NameServer server(besideGood([&](const std::string& question) {
        auto answer = repeated(question, mxData(10, "mx.some-where.test"), 3);
        const auto at = 2 + random() % (answer.size() - 2);
        answer[at] = static_cast<char>(random() & 0xff);
        return answer;
    }));
    World world(asking(server.address()));
    std::vector<const World::Asked*> all;
    for (int i = 0; i < 1000; ++i)
        all.push_back(&world.start("d" + std::to_string(i) + ".test", Type::mx, 3s));
    world.runAll();
    std::size_t found = 0;
    for (const World::Asked* asked : all) {
        QVERIFY(asked->answer);
        const auto hosts = mxHosts(*asked->answer);
        if (!hosts) continue;
        found += hosts->size();
        for (const MxHost& host : *hosts) QVERIFY(host.name.empty() || isName(host.name));
    }
    QVERIFY(found > 0); // some were repaired by asking again
    QCOMPARE(world.ask("good.test").status, Status::found);
}

QTEST_GUILESS_MAIN(TstHostile)
#include "tst_hostile.moc"
