// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/policy/messages.h"

#include <QtTest>

using namespace messages;
using openpgp::armor;

class TstOutgoingCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void encryptedMailPassesUntouched();
    void headerFieldsThatTellTalesAreDeleted();
    void subjectIsHidden();
    void fieldsOfPartsAreLeftAlone();
    void fromMustBeTheLogin_data();
    void fromMustBeTheLogin();
    void fromIsJudgedBeforeEncryption();
    void joinRequestsPass_data();
    void joinRequestsPass();
    void setupMessagePassesToOneselfOnly();
    void refusalTellsTheReplyAndTheReason();
};

namespace {

std::string refusalOf(const std::string& message)
{
    return submit(message).refusal;
}

std::string fromField(const std::string& from)
{
    return encrypted(armor(Packets), from + "To: \"hidden-recipients\": ;\r\n");
}

} // namespace

void TstOutgoingCheck::encryptedMailPassesUntouched()
{
    const std::string message = encrypted(armor(Packets));
    QCOMPARE(submit(message), (Outcome{"", message}));
}

void TstOutgoingCheck::headerFieldsThatTellTalesAreDeleted()
{
    const std::string message =
        encrypted(armor(Packets), "Received: from home ([192.0.2.1])\r\n\tby relay.test\r\n"
                                  "x-mailer: Mail 1.0\r\n"
                                  "Autocrypt: addr=alice@relay.test; keydata=\r\n abc\r\n"
                                  "User-Agent : Mail\r\n"
                                  "X-Originating-IP:\r\n"
                                  "RECEIVED: again\r\n"
                                  "Received-SPF: pass\r\n"
                                  "X-Unknown:  odd \t\r\n"
                                      + Fields);
    const std::string expected =
        encrypted(armor(Packets), "Autocrypt: addr=alice@relay.test; keydata=\r\n abc\r\n"
                                  "Received-SPF: pass\r\n"
                                  "X-Unknown:  odd \t\r\n"
                                      + Fields);
    QCOMPARE(submit(message), (Outcome{"", expected}));
}

void TstOutgoingCheck::subjectIsHidden()
{
    const std::string from = "From: alice@relay.test\r\n";
    QCOMPARE(submit(encrypted(armor(Packets), from)).cleaned, encrypted(armor(Packets), from));
    QCOMPARE(submit(encrypted(armor(Packets), "SUBJECT: secret\r\n plan\r\n" + from
                                                  + "Subject:\r\nSubject : [...] \r\n"))
                 .cleaned,
             encrypted(armor(Packets),
                       "Subject: [...]\r\n" + from + "Subject: [...]\r\nSubject: [...]\r\n"));
}

void TstOutgoingCheck::fieldsOfPartsAreLeftAlone()
{
    const std::string message =
        Fields + EncryptedType + "\r\nSubject: preamble\r\n"
        + parts({VersionPart, "Subject: part\r\nUser-Agent: x\r\n" + ArmorHeader + armor(Packets)});
    QCOMPARE(submit(message), (Outcome{"", message}));
}

void TstOutgoingCheck::fromMustBeTheLogin_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char* name, const char* from, const char* refusal) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(refusal);
    };
    row("bare", "From: alice@relay.test\r\n", "");
    row("capitals", "FROM: <ALICE@Relay.Test>\r\n", "");
    row("name", "From: \"Alice\" <alice@relay.test>\r\n", "");
    row("encoded name, folded", "From: =?utf-8?q?J=C3=BCrgen?=\r\n <alice@relay.test>\r\n", "");
    row("group of one", "From: us: alice@relay.test;\r\n", "");
    row("name that looks like an address", "From: \"eve@x\" <alice@relay.test>\r\n", "");
    row("another", "From: eve@relay.test\r\n",
        "500 Invalid FROM <eve@relay.test> for <alice@relay.test>");
    row("extension", "From: alice+x@relay.test\r\n",
        "500 Invalid FROM <alice+x@relay.test> for <alice@relay.test>");
    row("other domain", "From: alice@relay.test.evil\r\n",
        "500 Invalid FROM <alice@relay.test.evil> for <alice@relay.test>");
    row("beyond ASCII", "From: \xc3\xa4@x\r\n", "500 Invalid FROM <\?\?@x> for <alice@relay.test>");
    row("missing", "", "500 Invalid FROM header");
    row("empty", "From:\r\n", "500 Invalid FROM header");
    row("no address", "From: Alice\r\n", "500 Invalid FROM header");
    row("empty group", "From: us: ;\r\n", "500 Invalid FROM header");
    row("two addresses", "From: alice@relay.test, eve@x\r\n", "500 Invalid FROM header");
    row("group of two", "From: us: alice@relay.test, eve@x;\r\n", "500 Invalid FROM header");
    row("two fields", "From: alice@relay.test\r\nFrom: alice@relay.test\r\n",
        "500 Invalid FROM header");
    row("name with an address, not quoted", "From: eve@x <alice@relay.test>\r\n",
        "500 Invalid FROM header");
}

void TstOutgoingCheck::fromMustBeTheLogin()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, refusal);
    QCOMPARE(QByteArray::fromStdString(refusalOf(fromField(from.toStdString()))), refusal);
}

void TstOutgoingCheck::fromIsJudgedBeforeEncryption()
{
    QCOMPARE(refusalOf("From: eve@x\r\n\r\nHello\r\n"),
             std::string("500 Invalid FROM <eve@x> for <alice@relay.test>"));
    QCOMPARE(refusalOf(Fields + "\r\nHello\r\n"), Unencrypted);
    QCOMPARE(refusalOf(""), std::string("500 Invalid FROM header"));
}

void TstOutgoingCheck::joinRequestsPass_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char* name, const std::string& message, bool passes) {
        QTest::newRow(name) << QByteArray::fromStdString(message) << passes;
    };
    const std::string type = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    const std::string field = "Secure-Join: vc-request\r\n";
    const std::string text = "secure-join: vc-request";
    row("contact", joinRequest(), true);
    row("group", joinRequest("secure-join: vg-request", "Secure-Join: vg-request\r\n"), true);
    row("text in capitals, blanks around", joinRequest(" \r\n Secure-Join: VC-Request\r\n\r\n"),
        true);
    row("text in base64",
        Fields + field + type
            + parts({"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                     + roost::base64(text)}),
        true);
    row("part without a type", Fields + field + type + parts({"\r\n" + text}), true);
    row("field in capitals", joinRequest(text, "Secure-Join: VC-Request\r\n"), false);
    row("other step", joinRequest(text, "Secure-Join: vc-auth-required\r\n"), false);
    row("no field", joinRequest(text, ""), false);
    row("two fields", joinRequest(text, field + field), false);
    row("other text", joinRequest("secure-join: vc-request\r\nAnd how are you?"), false);
    row("other text, much", joinRequest(std::string(600, ' ') + text), false);
    row("no multipart", Fields + field + "\r\n" + text + "\r\n", false);
    row("second part", Fields + field + type + parts({"\r\n" + text, "\r\nhello"}), false);
    row("HTML", Fields + field + type + parts({"Content-Type: text/html\r\n\r\n" + text}), false);
    row("part of a digest is no text",
        Fields + field + "Content-Type: multipart/digest; boundary=b\r\n\r\n"
            + parts({"\r\n" + text}),
        false);
    row("not closed", Fields + field + type + "--b\r\n\r\n" + text + "\r\n", false);
}

void TstOutgoingCheck::joinRequestsPass()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, passes);
    QCOMPARE(refusalOf(message.toStdString()), passes ? std::string() : Unencrypted);
}

void TstOutgoingCheck::setupMessagePassesToOneselfOnly()
{
    const std::string mixed = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                              + parts({"\r\nEnter the code.", "\r\nsecret key"});
    const std::string from = "From: alice@relay.test\r\n";
    const std::string subject = "Subject: Autocrypt Setup Message\r\n";
    const std::string message = from + subject + mixed;
    const roost::mail::Address self{"ALICE", "relay.test"};
    QCOMPARE(submit(message, {self}), (Outcome{"", from + "Subject: [...]\r\n" + mixed}));
    QCOMPARE(submit(message, {Bob}).refusal, Unencrypted);
    QCOMPARE(submit(message, {Alice, Bob}).refusal, Unencrypted);
    QCOMPARE(submit(message, {}).refusal, Unencrypted);
    QCOMPARE(submit(from + subject + subject + mixed, {Alice}).refusal, Unencrypted);
    QCOMPARE(submit(from + "Subject: autocrypt setup message\r\n" + mixed, {Alice}).refusal,
             Unencrypted);
    QCOMPARE(submit(from + subject + "\r\nno multipart\r\n", {Alice}).refusal, Unencrypted);
}

void TstOutgoingCheck::refusalTellsTheReplyAndTheReason()
{
    std::string cleaned;
    roost::policy::OutgoingCheck check("alice@relay.test", {Bob});
    check.feed(Fields + "\r\nHello\r\n", cleaned);
    const auto unencrypted = check.finish(cleaned);
    QCOMPARE(unencrypted->code, 523);
    QCOMPARE(unencrypted->text, std::string("Encryption Needed: Invalid Unencrypted Mail"));
    QVERIFY(unencrypted->unencrypted);

    roost::policy::OutgoingCheck other("alice@relay.test", {Bob});
    cleaned.clear();
    other.feed("From: eve@x\r\n\r\nHello", cleaned);
    other.feed("more that nobody keeps", cleaned);
    const auto from = other.finish(cleaned);
    QVERIFY(!from->unencrypted);
    QVERIFY(cleaned.find("more") == std::string::npos);
}

QTEST_GUILESS_MAIN(TstOutgoingCheck)
#include "tst_outgoing_check.moc"
