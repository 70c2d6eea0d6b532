// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/mail/bounce.h"
#include "backend/mail/date.h"

#include <QtTest>

using roost::mail::Bounce;

class TstBounce : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void datesAreWrittenInUtc();
    void bounceIsAReportOfThreeParts();
    void foreignTextsStayInTheirLine();
    void longHeaderIsCutAtALine();
    void boundaryOccursInNoPart();
    void addressBeyondAsciiIsEscaped();
};

namespace {

Bounce sample()
{
    return {.reporting_domain = "relay.test",
            .original_sender = "alice@relay.test",
            .failed = {{"bob@far.test", "5.1.1", "550 5.1.1 <bob@far.test>: unknown"},
                       {"eve@far.test", "5.4.7", "delivery time expired"}},
            .original_header = "From: alice@relay.test\r\nSubject: [...]\r\n\r\nnever shown",
            .arrived_at = 0,
            .written_at = 86400,
            .message_id = "1@relay.test"};
}

QByteArray composed(const Bounce& bounce)
{
    return QByteArray::fromStdString(roost::mail::composeBounce(bounce));
}

} // namespace

void TstBounce::datesAreWrittenInUtc()
{
    QCOMPARE(roost::mail::formatDate(0), std::string("Thu, 1 Jan 1970 00:00:00 +0000"));
    QCOMPARE(roost::mail::formatDate(1795458818), std::string("Mon, 23 Nov 2026 18:33:38 +0000"));
    QCOMPARE(roost::mail::formatDate(951827696), std::string("Tue, 29 Feb 2000 12:34:56 +0000"));
}

void TstBounce::bounceIsAReportOfThreeParts()
{
    QCOMPARE(composed(sample()),
             QByteArray("From: Mail Delivery System <MAILER-DAEMON@relay.test>\r\n"
                        "To: <alice@relay.test>\r\n"
                        "Subject: Undelivered Mail Returned to Sender\r\n"
                        "Date: Fri, 2 Jan 1970 00:00:00 +0000\r\n"
                        "Message-ID: <1@relay.test>\r\n"
                        "Auto-Submitted: auto-replied\r\n"
                        "MIME-Version: 1.0\r\n"
                        "Content-Type: multipart/report; report-type=delivery-status;\r\n"
                        "\tboundary=\"report-86400-0\"\r\n"
                        "\r\n"
                        "--report-86400-0\r\n"
                        "Content-Type: text/plain; charset=utf-8\r\n"
                        "Content-Transfer-Encoding: 8bit\r\n"
                        "\r\n"
                        "This is the mail system at relay.test.\r\n"
                        "\r\n"
                        "Your message could not be delivered to:\r\n"
                        "\r\n"
                        "<bob@far.test>:\r\n"
                        "    550 5.1.1 <bob@far.test>: unknown\r\n"
                        "\r\n"
                        "<eve@far.test>:\r\n"
                        "    delivery time expired\r\n"
                        "\r\n"
                        "--report-86400-0\r\n"
                        "Content-Type: message/delivery-status\r\n"
                        "Content-Transfer-Encoding: 8bit\r\n"
                        "\r\n"
                        "Reporting-MTA: dns; relay.test\r\n"
                        "Arrival-Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n"
                        "\r\n"
                        "Final-Recipient: rfc822; bob@far.test\r\n"
                        "Action: failed\r\n"
                        "Status: 5.1.1\r\n"
                        "Diagnostic-Code: smtp; 550 5.1.1 <bob@far.test>: unknown\r\n"
                        "\r\n"
                        "Final-Recipient: rfc822; eve@far.test\r\n"
                        "Action: failed\r\n"
                        "Status: 5.4.7\r\n"
                        "Diagnostic-Code: smtp; delivery time expired\r\n"
                        "\r\n"
                        "--report-86400-0\r\n"
                        "Content-Type: text/rfc822-headers\r\n"
                        "Content-Transfer-Encoding: 8bit\r\n"
                        "\r\n"
                        "From: alice@relay.test\r\n"
                        "Subject: [...]\r\n"
                        "\r\n"
                        "--report-86400-0--\r\n"));
}

void TstBounce::foreignTextsStayInTheirLine()
{
    Bounce bounce = sample();
    bounce.failed = {{"b@x", "5.0.0", "550 no\r\nBcc: all\r\n\r\n\x01\x7f\xff"}};
    QVERIFY(composed(bounce).contains("Diagnostic-Code: smtp; 550 no  Bcc: all      ?\r\n"));
    bounce.failed = {{"b@x", "5.0.0", std::string(499, 'x') + "\xc3\xbc"}};
    QVERIFY(composed(bounce).contains("Diagnostic-Code: smtp; " + QByteArray(499, 'x') + "\r\n"));
    bounce.original_header = "A: 1\nB: 2\n\nbody";
    QVERIFY(composed(bounce).contains("\r\n\r\nA: 1\r\nB: 2\r\n\r\n--"));
    QVERIFY(!composed(bounce).replace("\r\n", "").contains('\n'));
}

void TstBounce::longHeaderIsCutAtALine()
{
    Bounce bounce = sample();
    bounce.original_header.clear();
    for (int i = 0; i < 10000; ++i) bounce.original_header += "X-Line: one of many\r\n";
    const QByteArray text = composed(bounce);
    QVERIFY(text.size() < 70'000);
    QCOMPARE(text.count("X-Line: one of many\r\n"), 64 * 1024 / 21);
}

void TstBounce::boundaryOccursInNoPart()
{
    Bounce bounce = sample();
    bounce.original_header = "A: 1\r\n--report-86400-0--\r\nB: report-86400-1\r\n";
    QVERIFY(composed(bounce).endsWith("\r\n--report-86400-2--\r\n"));
}

void TstBounce::addressBeyondAsciiIsEscaped()
{
    Bounce bounce = sample();
    bounce.failed = {{"\xc3\xbc\xe2\x82\xac@x", "5.1.1", "unknown"}};
    QVERIFY(composed(bounce).contains("Final-Recipient: utf-8; \\x{FC}\\x{20AC}@x\r\n"));
}

QTEST_GUILESS_MAIN(TstBounce)
#include "tst_bounce.moc"
