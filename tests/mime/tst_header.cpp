// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mime/message.h"

#include <QTest>

using namespace roost::mime;

using Names = std::vector<std::string>;

namespace {

const std::string Header = "Date: Mon, 23 Nov 2026 18:33:42 +0000\r\n"
                           "FROM: <a@b.test>\r\n"
                           "Received: by one\r\n"
                           "\twith two\r\n"
                           " and three\r\n"
                           "Message-ID: <1@b.test>\r\n"
                           "received: again\r\n"
                           "\r\n";

} // namespace

class TstHeader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerEndsAtTheEmptyLine_data();
    void headerEndsAtTheEmptyLine();
    void fieldsKeepTheOrderOfTheMessage();
    void fieldsMatchInAnyCaseAndKeepTheirFolding();
    void missingFieldsLeaveTheEmptyLine();
    void aPartOfANameDoesNotMatch();
    void exceptGivesAllOthers();
    void linesThatAreNoFieldsBelongToTheOthers();
    void aHeaderThatBreaksOffIsClosed();
    void blanksBeforeTheColonAreTolerated();
};

void TstHeader::headerEndsAtTheEmptyLine_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("usual") << QByteArray("A: b\r\n\r\nc") << QByteArray("A: b\r\n\r\n");
    QTest::newRow("no body") << QByteArray("A: b\r\n") << QByteArray("A: b\r\n");
    QTest::newRow("no line end") << QByteArray("A: b") << QByteArray("A: b");
    QTest::newRow("no header") << QByteArray("\r\nA: b\r\n") << QByteArray("\r\n");
    QTest::newRow("bare LF") << QByteArray("A: b\n\nc\r\n\r\n") << QByteArray("A: b\n\n");
    QTest::newRow("blank is not empty")
        << QByteArray("A: b\r\n \r\n\r\nc") << QByteArray("A: b\r\n \r\n\r\n");
}

void TstHeader::headerEndsAtTheEmptyLine()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, header);
    const std::string octets = message.toStdString();
    QCOMPARE(std::string(headerOf(octets)), header.toStdString());
    QCOMPARE(Message(octets).section({{}, SectionKind::header, {}}), header.toStdString());
    QCOMPARE(Message(octets).section({{}, SectionKind::text, {}}),
             message.mid(header.size()).toStdString());
    QCOMPARE(Message(octets).section({{}, SectionKind::whole, {}}), octets);
    QVERIFY(!Message(octets).section({{}, SectionKind::mime, {}}));
}

void TstHeader::fieldsKeepTheOrderOfTheMessage()
{
    QCOMPARE(
        headerFields(Header, Names{"Message-ID", "Date"}, false),
        std::string("Date: Mon, 23 Nov 2026 18:33:42 +0000\r\nMessage-ID: <1@b.test>\r\n\r\n"));
}

void TstHeader::fieldsMatchInAnyCaseAndKeepTheirFolding()
{
    QCOMPARE(headerFields(Header, Names{"RECEIVED", "from"}, false),
             std::string("FROM: <a@b.test>\r\nReceived: by one\r\n\twith two\r\n and three\r\n"
                         "received: again\r\n\r\n"));
}

void TstHeader::missingFieldsLeaveTheEmptyLine()
{
    QCOMPARE(headerFields(Header, Names{"CHAT-VERSION"}, false), std::string("\r\n"));
    QCOMPARE(headerFields(Header, Names{}, false), std::string("\r\n"));
    QCOMPARE(headerFields("", Names{"DATE"}, false), std::string("\r\n"));
}

void TstHeader::aPartOfANameDoesNotMatch()
{
    QCOMPARE(headerFields(Header, Names{"Dat", "Dates", "", "with two"}, false),
             std::string("\r\n"));
}

void TstHeader::exceptGivesAllOthers()
{
    QCOMPARE(headerFields(Header, Names{"received", "DATE"}, true),
             std::string("FROM: <a@b.test>\r\nMessage-ID: <1@b.test>\r\n\r\n"));
    QCOMPARE(headerFields(Header, Names{}, true), Header);
}

void TstHeader::linesThatAreNoFieldsBelongToTheOthers()
{
    const std::string header = "From someone\r\nA: b\r\n\r\n";
    QCOMPARE(headerFields(header, Names{"A", ""}, false), std::string("A: b\r\n\r\n"));
    QCOMPARE(headerFields(header, Names{"A"}, true), std::string("From someone\r\n\r\n"));
}

void TstHeader::aHeaderThatBreaksOffIsClosed()
{
    QCOMPARE(headerFields("A: b\r\nC: d", Names{"c"}, false), std::string("C: d\r\n\r\n"));
}

void TstHeader::blanksBeforeTheColonAreTolerated() // RFC 5322 §4.5
{
    QCOMPARE(headerFields("A \t: b\r\n\r\n", Names{"a"}, false), std::string("A \t: b\r\n\r\n"));
}

QTEST_GUILESS_MAIN(TstHeader)
#include "tst_header.moc"
