// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/policy/incoming_check.h"
#include "tests/policy/messages.h"

#include <QtTest>

using namespace messages;
using openpgp::armor;
using roost::policy::IncomingCheck;

class TstIncomingCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verdict_data();
    void verdict();
    void sender_data();
    void sender();
    void literalsNeedNoSignature();
    void fieldsOfTheWayAreDeleted();
    void headerIsGivenAsReceived();
    void everySplitGivesTheSame();
    void junkIsKnownByItsHeader();
    void bodyIsTold();
    void brokenEncryptionIsKnownAtOnce();
};

namespace {

const std::string Author = "From: Ann <ann@far.test>\r\nSubject: hello\r\n";

/// A message of another server and what became of it.
struct Received {
    std::string refusal;
    std::string cleaned;
    std::string header; // for the signature
    std::string body;   // as told while it streamed by
};

Received receive(std::string_view message,
                 const std::string& sender = "ann@far.test",
                 std::size_t step = std::string::npos)
{
    IncomingCheck check(sender);
    Received result;
    for (; !message.empty(); message.remove_prefix(std::min(step, message.size())))
        result.body += check.feed(message.substr(0, step), result.cleaned);
    if (const auto refusal = check.finish(result.cleaned))
        result.refusal = std::to_string(refusal->code) + ' ' + refusal->text;
    result.header = check.takeHeader();
    return result;
}

std::string report(const std::string& fields)
{
    return fields
           + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
           + parts({"\r\nIt failed.\r\n", "Content-Type: message/delivery-status\r\n\r\nx: y\r\n"});
}

} // namespace

void TstIncomingCheck::verdict_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const std::string& message, const std::string& refusal) {
        QTest::newRow(name) << QByteArray::fromStdString(message)
                            << QByteArray::fromStdString(refusal);
    };
    const std::string daemon = "From: Mail Delivery System <Mailer-Daemon@far.test>\r\n";
    const std::string automatic = "Auto-Submitted: auto-replied\r\n";
    const std::string no_author = "500 Invalid FROM header";
    row("encrypted", encrypted(armor(Packets), Author), "");
    std::string versioned = armor(Packets);
    versioned.insert(versioned.find("\r\n") + 2, "Version: GnuPG v2\r\n");
    row("armor with a Version line", encrypted(versioned, Author), "");
    row("join request", joinRequest(), "");
    row("plain text", Author + "\r\nHello\r\n", Unencrypted);
    row("plain text in parts",
        Author + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts({"\r\nHello"}),
        Unencrypted);
    row("setup message to oneself",
        "From: <ann@far.test>\r\nSubject: Autocrypt Setup Message\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            + parts({"\r\nHello"}),
        Unencrypted);
    row("encrypted with bytes behind the packets", encrypted(armor(Packets + "x"), Author),
        Unencrypted);
    row("report of a mail server", report(daemon + automatic), "");
    row("report of a mail server in capitals",
        report("From: MAILER-DAEMON@far.test\r\nAUTO-SUBMITTED: auto-generated\r\n"), "");
    row("report of a mail server at an address",
        report("From: mailer-daemon@[192.0.2.7]\r\n" + automatic), Unencrypted);
    row("report that is not automatic", report(daemon), Unencrypted);
    row("report with an empty Auto-Submitted", report(daemon + "Auto-Submitted: \r\n"),
        Unencrypted);
    row("report of a user", report(Author + automatic), Unencrypted);
    row("report of one who is named so",
        report("From: mailer-daemon <ann@far.test>\r\n" + automatic), Unencrypted);
    row("report of an extended name", report("From: mailer-daemon+x@far.test\r\n" + automatic),
        Unencrypted);
    row("text of a mail server", daemon + automatic + "\r\nIt failed\r\n", Unencrypted);
    row("mixed parts of a mail server",
        daemon + automatic + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts({"\r\nx"}),
        Unencrypted);
    row("no From", encrypted(armor(Packets), "Subject: x\r\n"), no_author);
    row("two From", encrypted(armor(Packets), Author + "From: eve@far.test\r\n"), no_author);
    row("two authors", encrypted(armor(Packets), "From: a@far.test, b@far.test\r\n"), no_author);
    row("no From and no encryption", "Subject: x\r\n\r\nHello\r\n", no_author);
    row("header that never ends", Author, Unencrypted);
    row("malformed header", Author + "no colon\r\n\r\n", "554 5.6.0 Malformed message header");
    row("header of 300 KB", Author + "X: " + std::string(300'000, 'x') + "\r\n\r\n",
        "554 5.6.0 Message header too long");
}

void TstIncomingCheck::verdict()
{
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, refusal);
    QCOMPARE(receive(message.toStdString()).refusal, refusal.toStdString());
}

void TstIncomingCheck::sender_data()
{
    QTest::addColumn<QByteArray>("envelope");
    QTest::addColumn<QByteArray>("effective");
    QTest::newRow("the author") << QByteArray("ann@far.test") << QByteArray("ann@far.test");
    QTest::newRow("nobody") << QByteArray("") << QByteArray("");
    QTest::newRow("a forwarder") << QByteArray("list@other.test") << QByteArray("");
    QTest::newRow("an extension") << QByteArray("ann+x@far.test") << QByteArray("");
}

void TstIncomingCheck::sender()
{
    QFETCH(QByteArray, envelope);
    QFETCH(QByteArray, effective);
    IncomingCheck check(envelope.toStdString());
    std::string cleaned;
    check.feed(encrypted(armor(Packets), "From: Ann <ANN@Far.test>\r\n"), cleaned);
    QVERIFY(check.mayPass());
    QCOMPARE(check.effectiveSender(), effective.toStdString());
    QVERIFY(check.needsDkim());
    QCOMPARE(check.author().domain, "far.test");
}

void TstIncomingCheck::literalsNeedNoSignature()
{
    for (const char* domain : {"[192.0.2.1]", "[IPv6:2001:db8::1]"}) {
        IncomingCheck check("");
        std::string cleaned;
        check.feed(encrypted(armor(Packets), "From: ann@" + std::string(domain) + "\r\n"), cleaned);
        QVERIFY(check.mayPass());
        QVERIFY(!check.needsDkim());
    }
}

void TstIncomingCheck::fieldsOfTheWayAreDeleted()
{
    const std::string kept =
        "Received-SPF: pass\r\nSubject: a\r\n b\r\nX-Mailer: x\r\nUser-Agent: y\r\n"
        "Autocrypt: addr=a; keydata=\r\n abc\r\nARC-Seal: i=1\r\n";
    const std::string way = "Received: from a\r\n\tby b\r\n"
                            "DKIM-Signature: v=1;\r\n b=x\r\nauthentication-results: c\r\n";
    const auto result =
        receive(encrypted(armor(Packets), way + kept + Author + "DKIM-SIGNATURE : again\r\n"));
    QCOMPARE(result.refusal, "");
    QCOMPARE(result.cleaned, encrypted(armor(Packets), kept + Author));
}

void TstIncomingCheck::headerIsGivenAsReceived()
{
    const std::string fields = "Received: from a\r\n\tby b\r\nX:  odd \t\r\n" + Author;
    const std::string message = encrypted(armor(Packets), fields);
    const auto end = message.find("\r\n\r\n") + 4;
    const auto result = receive(message);
    QCOMPARE(result.header, message.substr(0, end));
}

void TstIncomingCheck::everySplitGivesTheSame()
{
    const std::string message = encrypted(armor(Packets), "Received: x\r\n\ty\r\n" + Author);
    const auto whole = receive(message);
    QCOMPARE(whole.refusal, "");
    for (std::size_t step = 1; step < 40; ++step) {
        const auto split = receive(message, "ann@far.test", step);
        QCOMPARE(split.refusal, whole.refusal);
        QCOMPARE(split.cleaned, whole.cleaned);
        QCOMPARE(split.header, whole.header);
        QCOMPARE(split.body, whole.body);
    }
}

/// So that nobody needs to be asked for its keys, and nothing of it is kept.
void TstIncomingCheck::junkIsKnownByItsHeader()
{
    IncomingCheck check("ann@far.test");
    std::string cleaned;
    check.feed(Author + "\r\n", cleaned);
    QVERIFY(!check.mayPass());
    const auto before = cleaned.size();
    check.feed(std::string(100'000, 'x'), cleaned);
    QCOMPARE(cleaned.size(), before);
    QCOMPARE(check.heldOctets(), 0U);
}

void TstIncomingCheck::brokenEncryptionIsKnownAtOnce()
{
    const std::string message = encrypted(armor(Packets), Author);
    const auto armored = message.find("-----BEGIN");
    IncomingCheck check("ann@far.test");
    std::string cleaned;
    check.feed(message.substr(0, armored), cleaned);
    QVERIFY(check.mayPass());
    QVERIFY(check.heldOctets() > 0);
    check.feed("Hello\r\n", cleaned);
    QVERIFY(!check.mayPass());
    QCOMPARE(check.heldOctets(), std::size_t(0));
    const std::size_t before = cleaned.size();
    QCOMPARE(check.feed("more\r\n", cleaned), std::string_view());
    QCOMPARE(cleaned.size(), before);
    QCOMPARE(check.finish(cleaned)->code, 523);
}

void TstIncomingCheck::bodyIsTold()
{
    const std::string message = encrypted(armor(Packets), Author);
    const auto end = message.find("\r\n\r\n") + 4;
    QCOMPARE(receive(message).body, message.substr(end));
}

QTEST_GUILESS_MAIN(TstIncomingCheck)
#include "tst_incoming_check.moc"
