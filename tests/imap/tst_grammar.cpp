// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/imap/grammar/arguments.h"
#include "backend/imap/grammar/dates.h"
#include "backend/imap/grammar/fetch_request.h"
#include "backend/imap/grammar/flags.h"
#include "backend/imap/grammar/names.h"
#include "backend/imap/grammar/search_program.h"
#include "backend/imap/grammar/sequence_set.h"

#include <QTest>

using namespace roost;
using namespace roost::imap;

class TstGrammar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stringsAreQuotedLiteralOrAtom_data();
    void stringsAreQuotedLiteralOrAtom();
    void literalsAreAnnouncedAtTheEnd_data();
    void literalsAreAnnouncedAtTheEnd();
    void numbersAreBounded();
    void nilIsNoString();
    void setsAreRangesOfNumbersAboveZero_data();
    void setsAreRangesOfNumbersAboveZero();
    void datesAreReadAndWritten_data();
    void datesAreReadAndWritten();
    void wrongDatesAreRefused_data();
    void wrongDatesAreRefused();
    void patternsMatch_data();
    void patternsMatch();
    void namesAreMadeOfLevels_data();
    void namesAreMadeOfLevels();
    void fetchItemsAreLabelledAsAsked_data();
    void fetchItemsAreLabelledAsAsked();
    void wrongFetchItemsAreRefused_data();
    void wrongFetchItemsAreRefused();
    void fetchIsBounded();
    void searchIsBounded();
    void flagsAreBounded();
};

void TstGrammar::stringsAreQuotedLiteralOrAtom_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // "!" for none
    QTest::addColumn<QByteArray>("rest");
    QTest::newRow("atom") << QByteArray("abc]d e") << QByteArray("abc]d") << QByteArray(" e");
    QTest::newRow("quoted") << QByteArray("\"a b\" c") << QByteArray("a b") << QByteArray(" c");
    QTest::newRow("escaped") << QByteArray(R"("a\"\\b")") << QByteArray("a\"\\b") << QByteArray("");
    QTest::newRow("empty") << QByteArray("\"\"x") << QByteArray("") << QByteArray("x");
    QTest::newRow("literal") << QByteArray("{3}\r\na\r\n)") << QByteArray("a\r\n")
                             << QByteArray(")");
    QTest::newRow("literal+") << QByteArray("{2+}\r\n{}") << QByteArray("{}") << QByteArray("");
    QTest::newRow("empty literal") << QByteArray("{0}\r\n ") << QByteArray("") << QByteArray(" ");
    QTest::newRow("open quote") << QByteArray("\"abc") << QByteArray("!") << QByteArray();
    QTest::newRow("bad escape") << QByteArray(R"("a\n")") << QByteArray("!") << QByteArray();
    QTest::newRow("quoted CRLF") << QByteArray("\"a\r\nb\"") << QByteArray("!") << QByteArray();
    QTest::newRow("short literal") << QByteArray("{9}\r\nabc") << QByteArray("!") << QByteArray();
    QTest::newRow("huge literal") << QByteArray("{99999999999999999999}\r\na") << QByteArray("!")
                                  << QByteArray();
    QTest::newRow("parenthesis") << QByteArray("(a)") << QByteArray("!") << QByteArray();
    QTest::newRow("nothing") << QByteArray("") << QByteArray("!") << QByteArray();
}

void TstGrammar::stringsAreQuotedLiteralOrAtom()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, rest);
    const std::string octets = text.toStdString();
    Arguments arguments(octets);
    const auto found = arguments.astring();
    QCOMPARE(QByteArray::fromStdString(found.value_or("!")), expected);
    if (found) QCOMPARE(QByteArray::fromStdString(std::string(arguments.rest())), rest);
}

void TstGrammar::literalsAreAnnouncedAtTheEnd_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<qint64>("octets"); // -1: none
    QTest::addColumn<bool>("waits");
    QTest::newRow("plain") << QByteArray("a LOGIN {5}") << qint64(5) << true;
    QTest::newRow("without leave") << QByteArray("a LOGIN {5+}") << qint64(5) << false;
    QTest::newRow("capped") << QByteArray("{99999999999999}") << (qint64(1) << 32) << true;
    QTest::newRow("no digits") << QByteArray("a {}") << qint64(-1) << true;
    QTest::newRow("sign only") << QByteArray("a {+}") << qint64(-1) << true;
    QTest::newRow("not at the end") << QByteArray("a {5} ") << qint64(-1) << true;
    QTest::newRow("other text") << QByteArray("a {5x}") << qint64(-1) << true;
    QTest::newRow("no opening") << QByteArray("5}") << qint64(-1) << true;
}

void TstGrammar::literalsAreAnnouncedAtTheEnd()
{
    QFETCH(QByteArray, line);
    QFETCH(qint64, octets);
    QFETCH(bool, waits);
    const auto mark = literalAtEnd(line.toStdString());
    QCOMPARE(mark ? static_cast<qint64>(mark->octets) : -1, octets);
    if (mark) QCOMPARE(mark->waits, waits);
}

void TstGrammar::numbersAreBounded()
{
    QCOMPARE(Arguments("9223372036854775807").number().value_or(-1), INT64_MAX);
    QVERIFY(!Arguments("9223372036854775808").number());
    QVERIFY(!Arguments("99999999999999999999").number());
    QVERIFY(!Arguments("x").number());
}

void TstGrammar::nilIsNoString()
{
    Arguments nil("nil)");
    const auto value = nil.nstring();
    QVERIFY(value && !*value);
    QCOMPARE(nil.next(), ')');
    QVERIFY(!Arguments("NILS").nstring());
    const auto quoted = Arguments("\"NIL\"").nstring();
    QVERIFY(quoted && *quoted == "NIL");
}

void TstGrammar::setsAreRangesOfNumbersAboveZero_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("ranges"); // -1: malformed
    QTest::newRow("one") << QByteArray("1") << 1;
    QTest::newRow("several") << QByteArray("2:4,7,9:*,*") << 4;
    QTest::newRow("backwards") << QByteArray("*:1") << 1;
    QTest::newRow("most") << QByteArray("4294967295") << 1;
    QTest::newRow("too much") << QByteArray("4294967296") << -1;
    QTest::newRow("zero") << QByteArray("0") << -1;
    QTest::newRow("nothing") << QByteArray("") << -1;
    QTest::newRow("comma at the end") << QByteArray("1,") << -1;
    QTest::newRow("open range") << QByteArray("1:") << -1;
    QTest::newRow("sign") << QByteArray("-1") << -1;
    QTest::newRow("two colons") << QByteArray("1:2:3") << -1;
}

void TstGrammar::setsAreRangesOfNumbersAboveZero()
{
    QFETCH(QByteArray, text);
    QFETCH(int, ranges);
    const auto set = SequenceSet::parse(text.toStdString());
    QCOMPARE(set ? static_cast<int>(set->ranges.size()) : -1, ranges);
}

void TstGrammar::datesAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("RFC 3501") << QByteArray("17-Jul-1996 02:44:25 -0700") << qint64(837596665)
                              << QByteArray("\"17-Jul-1996 09:44:25 +0000\"");
    QTest::newRow("padded day") << QByteArray(" 1-jan-1970 00:00:00 +0000") << qint64(0)
                                << QByteArray("\" 1-Jan-1970 00:00:00 +0000\"");
    QTest::newRow("before 1970") << QByteArray("31-Dec-1969 23:59:59 +0000") << qint64(-1)
                                 << QByteArray("\"31-Dec-1969 23:59:59 +0000\"");
    QTest::newRow("leap day") << QByteArray("29-Feb-2024 12:00:00 +0130") << qint64(1709202600)
                              << QByteArray("\"29-Feb-2024 10:30:00 +0000\"");
}

void TstGrammar::datesAreReadAndWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, at);
    QFETCH(QByteArray, written);
    QCOMPARE(parseDateTime(text.toStdString()).value_or(-99), at);
    std::string out;
    appendDateTime(out, at);
    QCOMPARE(QByteArray::fromStdString(out), written);
}

void TstGrammar::wrongDatesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "17-Jul-1996", "32-Jul-1996 02:44:25 -0700", "29-Feb-2023 02:44:25 -0700",
          "17-Jux-1996 02:44:25 -0700", "17-Jul-1996 24:44:25 -0700", "17-Jul-1996 02:44:25 0700 ",
          "17-Jul-1996 02:44:25 +9900", "17-Jul-19x6 02:44:25 -0700"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
}

void TstGrammar::wrongDatesAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseDateTime(text.toStdString()));
    QVERIFY(parseDay("1-Feb-1994") == 8797 && !parseDay("1-Feb-94") && !parseDay("Feb-1-1994"));
}

void TstGrammar::patternsMatch_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char* name, const char* pattern, bool matches) {
        QTest::addRow("%s with %s", name, pattern)
            << QByteArray(name) << QByteArray(pattern) << matches;
    };
    row("INBOX", "*", true);
    row("INBOX", "inbox", true);
    row("INBOX.a", "inbox.A", false);
    row("Inboxes", "INBOXES", false);
    row("a.b.c", "%", false);
    row("a.b.c", "a.%", false);
    row("a.b.c", "a.%.%", true);
    row("a.b.c", "*.c", true);
    row("a.b.c", "%.c", false);
    row("a.b.c", "a*", true);
    row("a.b.c", "*b%", false);
    row("a.b.c", "*b%*", true);
    row("aaab", "%a%b", true);
    row("aaab", "%a%c", false);
    row("a", "", false);
    row("a", "a%", true);
    row("a.b", "*%b", true);
    row("ab.cab.d", "*a%.d", true);
}

void TstGrammar::patternsMatch()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, pattern);
    QFETCH(bool, matches);
    QCOMPARE(matchesPattern(name.toStdString(), pattern.toStdString()), matches);
}

void TstGrammar::namesAreMadeOfLevels_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("acceptable");
    QTest::newRow("plain") << QByteArray("Chats") << true;
    QTest::newRow("modified UTF-7") << QByteArray("Entw&APw-rfe") << true;
    QTest::newRow("levels") << QByteArray("a.b c") << true;
    QTest::newRow("nothing") << QByteArray("") << false;
    QTest::newRow("8 bit") << QByteArray("\xc3\xa4") << false;
    QTest::newRow("control") << QByteArray("a\nb") << false;
    QTest::newRow("wildcard") << QByteArray("a%") << false;
    QTest::newRow("empty level") << QByteArray("a..b") << false;
    QTest::newRow("starts with a dot") << QByteArray(".a") << false;
    QTest::newRow("too long") << QByteArray(256, 'a') << false;
}

void TstGrammar::namesAreMadeOfLevels()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, acceptable);
    QCOMPARE(isAcceptableName(name.toStdString()), acceptable);
}

void TstGrammar::fetchItemsAreLabelledAsAsked_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("labels");
    QTest::newRow("one") << QByteArray("flags") << QByteArray("FLAGS");
    QTest::newRow("macro") << QByteArray("FAST") << QByteArray("FLAGS|INTERNALDATE|RFC822.SIZE");
    QTest::newRow("sections") << QByteArray("(body[1.2.mime] BODY.PEEK[HEADER] BODY[3]<7.9>)")
                              << QByteArray("BODY[1.2.MIME]|BODY[HEADER]|BODY[3]<7>");
    QTest::newRow("fields") << QByteArray("BODY[1.header.fields ( To {2}\r\nCc \"X Y\")]")
                            << QByteArray("!");
    QTest::newRow("field names") << QByteArray("BODY[1.header.fields ( To {2}\r\nCc \"X\\\"Y\")]")
                                 << QByteArray("BODY[1.HEADER.FIELDS (To Cc \"X\\\"Y\")]");
    QTest::newRow("old names") << QByteArray("(RFC822 rfc822.text)")
                               << QByteArray("RFC822|RFC822.TEXT");
}

void TstGrammar::fetchItemsAreLabelledAsAsked()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, labels);
    const std::string octets = text.toStdString();
    Arguments arguments(octets);
    const auto request = parseFetch(arguments);
    QByteArrayList found;
    if (!request)
        found << "!";
    else
        for (const FetchItem& item : request->items) found << QByteArray::fromStdString(item.label);
    QCOMPARE(found.join('|'), labels);
}

void TstGrammar::wrongFetchItemsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"()", "(FLAGS", "FLAGS)", "BODY[", "BODY[]<1>", "BODY[]<1.0>", "BODY[0]", "BODY[1.]",
          "BODY[MIME]", "BODY[1.2.NOTHING]", "BODY[HEADER.FIELDS]", "BODY[HEADER.FIELDS ()]",
          "BODY[HEADER.FIELDS (A)", "(ALL)", "FLAGS (CHANGEDSINCE)", "FLAGS (CHANGEDSINCE x)",
          "FLAGS (CHANGEDSINCE 1 VANISHED)", "FLAGS junk", "BODY[1.2.3.4.5.6.7.8.99999999999]"})
        QTest::newRow(text) << QByteArray(text);
}

void TstGrammar::wrongFetchItemsAreRefused()
{
    QFETCH(QByteArray, text);
    const std::string octets = text.toStdString();
    Arguments arguments(octets);
    const auto request = parseFetch(arguments);
    QVERIFY(!request || !arguments.atEnd());
}

void TstGrammar::fetchIsBounded()
{
    const auto isAccepted = [](const std::string& text) {
        Arguments arguments(text);
        return parseFetch(arguments).has_value();
    };
    std::string items = "(UID";
    for (std::size_t i = 1; i < MaxFetchItems; ++i) items += " UID";
    QVERIFY(isAccepted(items + ")"));
    QVERIFY(!isAccepted(items + " UID)"));
    std::string part = "BODY[1";
    for (std::size_t i = 1; i < MaxSectionDepth; ++i) part += ".1";
    QVERIFY(isAccepted(part + "]"));
    QVERIFY(!isAccepted(part + ".1]"));
    std::string fields = "BODY[HEADER.FIELDS (A";
    for (std::size_t i = 1; i < MaxSectionFields; ++i) fields += " A";
    QVERIFY(isAccepted(fields + ")]"));
    QVERIFY(!isAccepted(fields + " A)]"));
}

void TstGrammar::searchIsBounded()
{
    const auto isAccepted = [](const std::string& text) {
        Arguments arguments(text);
        return parseSearch(arguments).has_value();
    };
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '(') + "ALL"
               + std::string(static_cast<std::size_t>(depth), ')');
    };
    QVERIFY(isAccepted(nested(MaxSearchDepth)));
    QVERIFY(!isAccepted(nested(MaxSearchDepth + 1)));
    QVERIFY(!isAccepted(nested(20000)));
    std::string nots;
    for (int i = 0; i < 20000; ++i) nots += "NOT ";
    QVERIFY(!isAccepted(nots + "ALL"));
    std::string keys = "ALL";
    for (std::size_t i = 1; i < MaxSearchKeys; ++i) keys += " ALL";
    QVERIFY(isAccepted(keys));
    QVERIFY(!isAccepted(keys + " ALL"));
}

void TstGrammar::flagsAreBounded()
{
    const auto isAccepted = [](const std::string& text) {
        Arguments arguments(text);
        return parseFlags(arguments, false).has_value();
    };
    std::string list = "(k";
    for (std::size_t i = 1; i < MaxKeywords; ++i) list += " k";
    QVERIFY(isAccepted(list + ")"));
    QVERIFY(!isAccepted(list + " k)"));
    QVERIFY(isAccepted("(" + std::string(MaxKeywordOctets, 'k') + ")"));
    QVERIFY(!isAccepted("(" + std::string(MaxKeywordOctets + 1, 'k') + ")"));
    QCOMPARE(joinedKeywords({"b", "a", "b"}), std::string("a b"));
}

QTEST_GUILESS_MAIN(TstGrammar)
#include "tst_grammar.moc"
