// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/explanations/explanations.h"
#include "shared/explanations/reply.h"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <QFile>
#include <QTest>

#include <set>
#include <string>

using namespace roost;
using explanations::Cause;
using explanations::Explanation;
using namespace Qt::StringLiterals;

/// Every failure is said in plain words.
class TstCatalogue : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCauseIsExplained_data();
    void everyCauseIsExplained();
    void idsAreUnique();
    void entriesAreWhole();
    void repliesAreUnderstood_data();
    void repliesAreUnderstood();
    void enoughRepliesAreKnown();
    void everyEntryIsReached();
    void replyIsTakenApart_data();
    void replyIsTakenApart();
    void anyOctetsHaveAnExplanation();

private:
    struct Line {
        Cause cause = Cause::refused;
        std::string id;
        std::string reply;
    };
    static std::vector<Line> lines();
    static std::vector<Cause> causes();
};

std::vector<TstCatalogue::Line> TstCatalogue::lines()
{
    QFile file(QStringLiteral(TEST_DATA "/replies.txt"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<Line> found;
    for (QByteArray& text : file.readAll().split('\n')) {
        if (text.isEmpty() || text.startsWith('#')) continue;
        const auto parts = text.split(' ');
        Line line;
        line.cause = parts[0] == "http" ? Cause::http_refused : Cause::refused;
        line.id = parts[1].toStdString();
        line.reply = parts.mid(2).join(' ').replace("\\n", "\n").toStdString();
        found.push_back(line);
    }
    return found;
}

std::vector<Cause> TstCatalogue::causes()
{
    std::vector<Cause> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Cause>>(
        [&](auto each) { all.push_back(each.value); });
    return all;
}

void TstCatalogue::everyCauseIsExplained_data()
{
    QTest::addColumn<int>("cause");
    for (const Cause cause : causes())
        QTest::newRow(boost::describe::enum_to_string(cause, "")) << static_cast<int>(cause);
}

void TstCatalogue::everyCauseIsExplained()
{
    QFETCH(int, cause);
    const auto& found = explanations::explain(static_cast<Cause>(cause), "");
    QVERIFY(explanations::find(found.id) == &found);
}

void TstCatalogue::idsAreUnique()
{
    std::set<std::string_view> ids;
    std::set<std::string_view> titles;
    for (const Explanation& each : explanations::catalogue()) {
        QVERIFY2(ids.insert(each.id).second, std::string(each.id).c_str());
        QVERIFY2(titles.insert(each.title).second, std::string(each.title).c_str());
    }
    QVERIFY(ids.size() > 60);
}

/// A title is no sentence; the rest is sentences.
void TstCatalogue::entriesAreWhole()
{
    for (const Explanation& each : explanations::catalogue()) {
        const std::string id(each.id);
        QVERIFY2(!each.title.empty() && !each.title.ends_with('.'), id.c_str());
        QVERIFY2(each.title.size() <= 70, id.c_str());
        QVERIFY2(each.what_happened.ends_with('.'), id.c_str());
        QVERIFY2(each.what_to_do.ends_with('.'), id.c_str());
        for (const auto text : {each.title, each.what_happened, each.what_to_do})
            for (const std::string_view raw : {"errno", "ECONN", "SSL", "ub_", "asio", "  "})
                QVERIFY2(text.find(raw) == std::string_view::npos, id.c_str());
    }
}

void TstCatalogue::repliesAreUnderstood_data()
{
    QTest::addColumn<int>("cause");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QByteArray>("id");
    for (const Line& line : lines())
        QTest::addRow("%s: %.60s", line.id.c_str(), line.reply.c_str())
            << static_cast<int>(line.cause) << QByteArray::fromStdString(line.reply)
            << QByteArray::fromStdString(line.id);
}

void TstCatalogue::repliesAreUnderstood()
{
    QFETCH(int, cause);
    QFETCH(QByteArray, reply);
    QFETCH(QByteArray, id);
    const auto& found = explanations::explain(static_cast<Cause>(cause), reply.toStdString());
    QCOMPARE(QByteArray::fromStdString(std::string(found.id)), id);
}

void TstCatalogue::enoughRepliesAreKnown()
{
    std::set<std::string> replies;
    for (const Line& line : lines()) replies.insert(line.reply);
    QVERIFY(replies.size() >= 100);
}

/// No entry is there for nothing.
void TstCatalogue::everyEntryIsReached()
{
    std::set<std::string_view> reached;
    for (const Cause cause : causes()) reached.insert(explanations::explain(cause, "").id);
    for (const Line& line : lines())
        reached.insert(explanations::explain(line.cause, line.reply).id);
    for (const Explanation& each : explanations::catalogue())
        QVERIFY2(reached.contains(each.id), std::string(each.id).c_str());
}

void TstCatalogue::replyIsTakenApart_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("text");
    struct Row {
        const char* name;
        QByteArray reply;
        int code;
        QByteArray status;
        QByteArray text;
    };
    const Row rows[] = {
        {"plain", "550 5.1.1 User Unknown", 550, "5.1.1", "user unknown"},
        {"no status", "550 no", 550, "", "no"},
        {"code alone", "421", 421, "", ""},
        {"lines", "550-5.7.1 one\r\n550 5.7.1 two", 550, "5.7.1", "one two"},
        {"lines joined", "550-5.7.1 one 550 5.7.1 two", 550, "5.7.1", "one two"},
        {"code and dash", "554-mx.example.com no", 554, "", "mx.example.com no"},
        {"status with colon", "450 4.7.1: slow", 450, "4.7.1", "slow"},
        {"status at the end", "553 sorry (#5.7.1)", 553, "5.7.1", "sorry (#5.7.1)"},
        {"address", "550 4.3.2.1 is bad", 550, "", "4.3.2.1 is bad"},
        {"no reply", "Hello 550", 0, "", "hello 550"},
        {"nothing", "", 0, "", ""},
    };
    for (const Row& row : rows)
        QTest::newRow(row.name) << row.reply << row.code << row.status << row.text;
}

void TstCatalogue::replyIsTakenApart()
{
    QFETCH(QByteArray, reply);
    QFETCH(int, code);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, text);
    const auto read = explanations::readReply(reply.toStdString());
    QCOMPARE(read.code, code);
    QCOMPARE(QByteArray::fromStdString(read.status), status);
    QCOMPARE(QByteArray::fromStdString(read.text), text);
}

void TstCatalogue::anyOctetsHaveAnExplanation()
{
    std::string octets;
    unsigned seed = 7;
    for (int length = 0; length < 6000; ++length) {
        seed = seed * 1664525U + 1013904223U;
        octets += static_cast<char>(seed >> 24);
        if (length % 50 == 0) QVERIFY(!explanations::explain(Cause::refused, octets).title.empty());
    }
    for (const char* odd : {"5", "55", "550", "550-", "550 5", "550 5.", "550 5.1", "550 5.1.",
                            "550 5.1.1111", "999 9.9.9", "550 5.99.1 x", "#5.", "x (#4."})
        QVERIFY(!explanations::explain(Cause::refused, odd).title.empty());
}

QTEST_GUILESS_MAIN(TstCatalogue)
#include "tst_catalogue.moc"
