// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/smtp/server.h"

#include <QTest>

#include <filesystem>

#include <poll.h>

using namespace roost;
using test::Server;

namespace {

constexpr const char* Ann = "annannann";

/// MAIL, RCPT to Ann herself and DATA, up to the 354.
void beginMessage(test::Client& client)
{
    client.ask("MAIL FROM:<annannann@relay.test>");
    client.ask("RCPT TO:<annannann@relay.test>");
    QCOMPARE(client.ask("DATA").substr(0, 3), "354");
}

std::size_t filesIn(const std::filesystem::path& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        count += entry.is_regular_file();
    return count;
}

} // namespace

class TstSubmission : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storedMessageIsTheCleanedOne()
    {
        Server server;
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        client->send(test::encryptedMessage(Ann));
        QCOMPARE(client->ask("."), "250 2.0.0 Ok: queued");
        const std::string stored = server.inbox(Ann).at(0);
        QVERIFY(stored.find("Subject: [...]\r\n") != std::string::npos);
        QVERIFY(stored.find("secret plans") == std::string::npos);
        QVERIFY(stored.find("tell tale") == std::string::npos);
        QVERIFY(stored.find("Received") == std::string::npos);
        QVERIFY(stored.ends_with("\r\n--b--\r\n"));
    }

    void stuffedDotsAreRemoved()
    {
        Server server;
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        client->send("X-Dots: a\r\n..b\r\n" + test::encryptedMessage(Ann));
        // A line that starts with a dot is no field: what matters here is that the session goes on.
        QCOMPARE(client->ask(".").substr(0, 1), "5");
        beginMessage(*client);
        client->send(test::encryptedMessage(Ann) + "..epilogue\r\n");
        QCOMPARE(client->ask("."), "250 2.0.0 Ok: queued");
        QVERIFY(server.inbox(Ann).at(0).ends_with("\r\n.epilogue\r\n"));
    }

    void largeMessageGoesThroughAFile()
    {
        Server server;
        const auto client = server.connectAs(Ann);
        const std::string message = test::encryptedMessage(Ann, 1'000'000);
        beginMessage(*client);
        client->send(message);
        QCOMPARE(client->ask("."), "250 2.0.0 Ok: queued");
        const auto account = *(*server.reader)->accounts.find("annannann@relay.test");
        const auto rows = (*server.reader)->messages.list(account.inbox_id, {1, 10}, 10);
        QCOMPARE(rows.size(), 1U);
        QVERIFY(rows[0].octets > 1'300'000);
        const auto body = (*server.reader)->bodies.load(rows[0].body_id);
        QVERIFY(!body->file_name.empty());
        QCOMPARE(static_cast<std::int64_t>(
                     std::filesystem::file_size(store::bodyPath(server.path(), body->file_name))),
                 rows[0].octets);
    }

    void refusedLargeMessageLeavesNoFile()
    {
        Server server;
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        client->send("From: <annannann@relay.test>\r\n\r\n");
        for (int i = 0; i < 20'000; ++i) client->send("plain text that nobody encrypted\r\n");
        QCOMPARE(client->ask("."), "523 Encryption Needed: Invalid Unencrypted Mail");
        QCOMPARE(filesIn(server.path() / "bodies"), 0U);
        QCOMPARE(server.counters.unencrypted_rejected.load(), 1U);
    }

    void whatIsCutOffIsNeverDelivered()
    {
        Server server;
        const std::string data = test::encryptedMessage(Ann) + ".\r\n";
        for (const std::size_t sent : {std::size_t{0}, std::size_t{1}, data.size() / 2,
                                       data.size() - 3, data.size() - 2, data.size() - 1}) {
            const auto client = server.connectAs(Ann);
            beginMessage(*client);
            client->send(data.substr(0, sent));
        }
        server.waitForSessions();
        QCOMPARE(server.inbox(Ann).size(), 0U);
        QCOMPARE(server.counters.messages_accepted.load(), 0U);
    }

    void cutOffLargeMessageLeavesNoFile()
    {
        Server server;
        {
            const auto client = server.connectAs(Ann);
            beginMessage(*client);
            client->send(test::encryptedMessage(Ann, 1'000'000));
        }
        server.waitForSessions();
        QCOMPARE(server.inbox(Ann).size(), 0U);
        QCOMPARE(filesIn(server.path() / "bodies"), 0U);
    }

    void splitAnywhereTheConversationIsTheSame()
    {
        auto settings = test::relaySettings();
        settings.max_user_send_burst_size = 100'000;
        Server server(settings);
        const std::string octets = "MAIL FROM:<annannann@relay.test>\r\n"
                                   "RCPT TO:<annannann@relay.test>\r\nDATA\r\n"
                                   + test::encryptedMessage(Ann, 10) + "..x\r\n.\r\nNOOP\r\n";
        const auto client = server.connectAs(Ann);
        for (std::size_t at = 1; at < octets.size(); ++at) {
            client->send(std::string_view(octets).substr(0, at));
            client->send(std::string_view(octets).substr(at));
            for (const char* code : {"250", "250", "354", "250", "250"})
                QCOMPARE(client->reply().substr(0, 3), code);
        }
        const auto stored = server.inbox(Ann);
        QVERIFY(std::ranges::all_of(stored, [&](const auto& m) { return m == stored[0]; }));
    }

    void smugglingIsRefused_data()
    {
        QTest::addColumn<QByteArray>("end");
        for (const char* end : {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n",
                                "\r\n.\r\r\n", "\n\n", "\r\r\n"})
            QTest::newRow(QByteArray(end).toHex()) << QByteArray(end);
    }

    void smugglingIsRefused()
    {
        QFETCH(QByteArray, end);
        Server server;
        auto client = server.connectAs(Ann);
        beginMessage(*client);
        client->send(test::encryptedMessage(Ann) + "x" + end.toStdString()
                     + "MAIL FROM:<annannann@relay.test>\r\nRCPT TO:<annannann@relay.test>\r\n"
                       "DATA\r\n"
                     + test::encryptedMessage(Ann) + ".\r\n");
        QCOMPARE(client->reply(), "521 5.5.2 Error: bare <CR> or <LF> received");
        QCOMPARE(client->reply(), "(end)");
        client.reset(); // the server waits for that a while
        server.waitForSessions();
        QCOMPARE(server.inbox(Ann).size(), 0U);
    }

    void messageWithoutEndIsCutOff()
    {
        auto settings = test::relaySettings();
        settings.max_message_size = 100'000;
        Server server(settings);
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        const std::string line(998, 'x');
        for (int i = 0; i < 300; ++i) client->send(line + "\r\n");
        QCOMPARE(client->reply(), "552 5.3.4 Error: message file too big");
        QCOMPARE(client->reply(), "(end)");
    }

    void nonsenseEndsTheSession()
    {
        Server server;
        const auto client = server.connect(true);
        client->line();
        for (int i = 0; i < 20; ++i) QCOMPARE(client->ask("GET / HTTP/1.1").substr(0, 3), "500");
        QCOMPARE(client->ask("Host: relay.test"), "421 4.7.0 Error: too many errors");
        QCOMPARE(client->reply(), "(end)");
    }

    void guessingEndsTheSession()
    {
        Server server;
        const auto client = server.connect(true);
        client->line();
        client->ask("EHLO client.test");
        for (int i = 0; i < 5; ++i)
            QCOMPARE(client->ask("AUTH PLAIN " + Server::credentials("bad")).substr(0, 3), "535");
        QCOMPARE(client->ask("AUTH PLAIN " + Server::credentials("bad")).substr(0, 3), "421");
        QCOMPARE(client->reply(), "(end)");
    }

    void idlenessWithoutMailEndsTheSession()
    {
        auto settings = test::relaySettings();
        settings.max_recipients = 10;
        Server server(settings);
        const auto client = server.connect(true);
        client->line();
        for (int i = 0; i < 210; ++i) QCOMPARE(client->ask("NOOP").substr(0, 3), "250");
        QCOMPARE(client->ask("NOOP").substr(0, 3), "421");
    }

    void silenceEndsTheSession()
    {
        auto settings = test::relaySettings();
        settings.smtp_timeout_seconds = 1;
        Server server(settings);
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        QCOMPARE(client->reply(), "(end)");
        server.waitForSessions();
    }

    void tooManyConnectionsAreRefused()
    {
        auto settings = test::relaySettings();
        settings.max_smtp_connections = 2;
        Server server(settings);
        const auto first = server.connect(true);
        auto second = server.connect(true);
        first->line();
        second->line();
        const auto third = server.connect(true);
        QCOMPARE(third->line(), "421 4.7.0 Error: too many connections");
        QCOMPARE(third->line(), "(end)");
        second.reset(); // the refused one, still open, counts no more
        while (server.counters.smtp_connections > 1) std::this_thread::yield();
        QCOMPARE(server.connect(true)->line(), "220 relay.test ESMTP");
        QCOMPARE(first->ask("NOOP"), "250 2.0.0 Ok");
    }

    void blockingEndsTheSession()
    {
        Server server;
        auto client = server.connectAs(Ann);
        const auto ann = (*server.reader)->accounts.find("annannann@relay.test")->id;
        QCOMPARE(server.accounts->sessions(ann), 1U);
        QVERIFY(test::run(server.accounts->setBlocked(ann, true)).has_value());
        QCOMPARE(client->reply(), "421 4.3.2 Closing the connection, try again later");
        QCOMPARE(client->reply(), "(end)");
        client.reset();
        server.waitForSessions();
        QCOMPARE(server.accounts->sessions(ann), 0U);
    }

    void settingsHoldFromTheNextCommandOn()
    {
        Server server;
        const auto client = server.connectAs(Ann);
        client->ask("NOOP");
        auto values = *server.settings.get();
        values.max_message_size = 100'000;
        server.settings.replace(values);
        QCOMPARE(client->ask("MAIL FROM:<annannann@relay.test> SIZE=100001").substr(0, 3), "552");
    }

    void aMessageThatTricklesInIsGivenUp()
    {
        settings::Values values = test::relaySettings();
        values.smtp_timeout_seconds = 1;
        Server server(values);
        const auto client = server.connectAs(Ann);
        beginMessage(*client);
        // The client would go on for ever, an octet every now and then.
        pollfd end{client->descriptor(), POLLIN, 0};
        int octets = 0;
        while (octets < 200 && ::poll(&end, 1, 50) == 0) {
            client->send("x");
            ++octets;
        }
        QVERIFY(octets < 200);
        QCOMPARE(client->reply(), "(end)");
    }

    void wrongPasswordIsTold()
    {
        Server server;
        server.connectAs(Ann);
        const auto client = server.connect(true);
        client->line();
        client->ask("EHLO client.test");
        QCOMPARE(client->ask("AUTH PLAIN " + Server::credentials(Ann, "another password")),
                 "535 5.7.8 Authentication failed");
        QCOMPARE(client->ask("AUTH PLAIN " + Server::credentials(Ann)),
                 "235 2.7.0 Authentication successful");
    }
};

QTEST_GUILESS_MAIN(TstSubmission)
#include "tst_submission.moc"
