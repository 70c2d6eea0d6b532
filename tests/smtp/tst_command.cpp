// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/smtp/command.h"
#include "backend/smtp/reply.h"

#include <QTest>

using namespace roost;
using smtp::Command;
using smtp::MailArgument;
using smtp::Reply;
using smtp::Verb;

class TstCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verbsAreReadInAnyCase()
    {
        QCOMPARE(Command::parse("MAIL FROM:<a@b>")->verb, Verb::mail);
        QCOMPARE(Command::parse("mail FROM:<a@b>")->argument, "FROM:<a@b>");
        QCOMPARE(Command::parse("qUiT")->verb, Verb::quit);
        QCOMPARE(Command::parse("  NOOP  x \t")->argument, "x");
        QCOMPARE(Command::parse("STARTTLS")->verb, Verb::starttls);
        QCOMPARE(Command::parse("VRFY \xc3\xa4")->argument, "\xc3\xa4");
    }

    void otherLinesAreRefused()
    {
        for (const std::string line :
             {"", " ", "MAILFROM:<a@b>", "ETRN x", "GET / HTTP/1.1", "MAI"})
            QCOMPARE(Command::parse(line).error().code, Code::not_found);
        for (const std::string& line : {std::string("NOOP \0", 6), std::string("NOOP a\rb"),
                                        std::string("NOOP \x7f"), std::string("NOOP \xff")})
            QCOMPARE(Command::parse(line).error().code, Code::invalid);
    }

    void mailIsRead_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("sender");
        QTest::addColumn<qint64>("size");
        const auto row = [](const char* argument, const char* sender, qint64 size) {
            QTest::newRow(argument) << QByteArray(argument) << QByteArray(sender) << size;
        };
        row("FROM:<ann@a.test>", "ann@a.test", -1);
        row("from: <ann@a.test>", "ann@a.test", -1);
        row("FROM:<ann@a.test> BODY=8BITMIME SMTPUTF8", "ann@a.test", -1);
        row("FROM:<ann@a.test> body=7bit", "ann@a.test", -1);
        row("FROM:<ann@a.test> SIZE=1000 AUTH=<>", "ann@a.test", 1000);
        row("FROM:<ann@a.test>  SIZE=0", "ann@a.test", 0);
        row("FROM:<ann@a.test> SIZE=99999999999999999999", "ann@a.test", INT64_MAX);
        row("FROM:<ann@[192.0.2.1]>", "ann@[192.0.2.1]", -1);
        row("FROM:<>", "@", -1);
    }

    void mailIsRead()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, sender);
        QFETCH(qint64, size);
        const auto mail = MailArgument::parse(argument.toStdString());
        QVERIFY(mail.has_value());
        QCOMPARE(mail->sender.local + "@" + mail->sender.domain, sender.toStdString());
        QCOMPARE(mail->size.value_or(-1), size);
    }

    void malformedMailIsRefused_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<int>("code");
        const auto row = [](const char* argument, Code code) {
            QTest::newRow(argument) << QByteArray(argument) << static_cast<int>(code);
        };
        row("", Code::invalid);
        row("<ann@a.test>", Code::invalid);
        row("TO:<ann@a.test>", Code::invalid);
        row("FROM:", Code::invalid);
        row("FROM:<ann>", Code::invalid);
        row("FROM:<ann@a.test", Code::invalid);
        row("FROM:<ann@a.test>SIZE=1", Code::invalid);
        row("FROM:<ann@a.test> SIZE=", Code::invalid);
        row("FROM:<ann@a.test> SIZE=-1", Code::invalid);
        row("FROM:<ann@a.test> SIZE=1k", Code::invalid);
        row("FROM:<ann@a.test> SIZE=999999999999999999999", Code::invalid);
        row("FROM:<ann@a.test> BODY=BINARYMIME", Code::invalid);
        row("FROM:<ann@a.test> SIZE", Code::not_found);
        row("FROM:<ann@a.test> RET=HDRS", Code::not_found);
        row("FROM:<ann@a.test> SMTPUTF8=1", Code::not_found);
        row("FROM:<ann@a.test> X", Code::not_found);
    }

    void malformedMailIsRefused()
    {
        QFETCH(QByteArray, argument);
        QFETCH(int, code);
        const auto mail = MailArgument::parse(argument.toStdString());
        QVERIFY(!mail);
        QCOMPARE(static_cast<int>(mail.error().code), code);
    }

    void recipientIsRead()
    {
        QCOMPARE(smtp::parseRecipient("TO:<Bob@B.test>")->key(), "bob@b.test");
        QCOMPARE(smtp::parseRecipient("to:<@relay.test:bob@b.test>")->key(), "bob@b.test");
        QCOMPARE(smtp::parseRecipient("TO:<>").error().code, Code::invalid);
        QCOMPARE(smtp::parseRecipient("TO:<bob@b.test> NOTIFY=NEVER").error().code,
                 Code::not_found);
        QCOMPARE(smtp::parseRecipient("FROM:<bob@b.test>").error().code, Code::invalid);
    }

    void repliesAreOneCodeAndCleanLines()
    {
        QCOMPARE(smtp::wire(Reply(250, "2.0.0 Ok")), "250 2.0.0 Ok\r\n");
        QCOMPARE(smtp::wire(Reply(250, "relay.test\nSIZE 1\nSMTPUTF8")),
                 "250-relay.test\r\n250-SIZE 1\r\n250 SMTPUTF8\r\n");
        QCOMPARE(smtp::wire(Reply(250, "")), "250 \r\n"); // a bare code is no reply (B4)
        QCOMPARE(smtp::wire(Reply(252, "a\rb\x01\x7f")), "252 a?b??\r\n");
        QCOMPARE(smtp::wire(Reply(252, "\xc3\xa4 a")), "252 ?? a\r\n"); // RFC 6531 §3.7.4
        const std::string longest(506, 'x');                            // RFC 5321 §4.5.3.1.5
        QCOMPARE(smtp::wire(Reply(252, longest + "x")), "252 " + longest + "\r\n");
    }

    void temporaryTroubleIsNotTakenForAWrongPassword()
    {
        for (const Code code : {Code::unavailable, Code::limit, Code::internal, Code::timeout}) {
            const Reply reply = smtp::refusal(Error(code, "authentication"), smtp::Step::login);
            QCOMPARE(reply.code, 454);
            QVERIFY(reply.text.find("uthentication") == std::string::npos);
        }
        QCOMPARE(smtp::refusal(Error(Code::denied, ""), smtp::Step::login).code, 535);
        QCOMPARE(smtp::refusal(Error(Code::unavailable, ""), smtp::Step::message).code, 451);
    }
};

QTEST_GUILESS_MAIN(TstCommand)
#include "tst_command.moc"
