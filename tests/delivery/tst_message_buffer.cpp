// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/accept.h"
#include "backend/delivery/message_buffer.h"
#include "tests/accounts/world.h"

#include <QTest>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace roost;
using delivery::MessageBuffer;

namespace {

constexpr std::int64_t Plenty = 64 * 1024 * 1024;

struct Desk : test::World {
    delivery::MemoryBudget budget;
    core::Workers disk{"disk", 1, 100};
    store::BodyFiles files{path(), Plenty};

    std::size_t filesOnDisk() const
    {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path() / "bodies"))
            count += entry.is_regular_file();
        return count;
    }
    std::string contentOf(const store::NewBody& body) const
    {
        if (body.file_name.empty()) return body.content;
        std::ifstream file(files.path(body.file_name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

/// `octets` as a session adds them, in pieces; the finished body.
boost::asio::awaitable<Result<store::NewBody>> fill(MessageBuffer& buffer, std::string octets)
{
    constexpr std::size_t Piece = 16 * 1024;
    for (std::size_t at = 0; at < octets.size(); at += Piece) {
        buffer.tail().append(octets, at, Piece);
        if (!buffer.needsSpill()) continue;
        if (const auto spilled = co_await buffer.spill(); !spilled) co_return spilled.error();
    }
    co_return co_await buffer.finish();
}

std::string messageOf(std::size_t octets)
{
    std::string message = "From: <annannann@relay.test>\r\nMessage-ID: <1@relay.test>\r\n\r\n";
    while (message.size() < octets) message += "line " + std::to_string(message.size()) + "\r\n";
    message.resize(octets);
    return message;
}

} // namespace

class TstMessageBuffer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsKept_data()
    {
        QTest::addColumn<std::size_t>("octets");
        QTest::addColumn<bool>("in_file");
        QTest::newRow("empty") << std::size_t{0} << false;
        QTest::newRow("chat message") << std::size_t{3000} << false;
        QTest::newRow("64 KiB") << std::size_t{65536} << false;
        QTest::newRow("64 KiB and one") << std::size_t{65537} << true;
        QTest::newRow("1 MB") << std::size_t{1'000'000} << true;
    }

    void contentIsKept()
    {
        QFETCH(std::size_t, octets);
        QFETCH(bool, in_file);
        Desk desk;
        MessageBuffer buffer(desk.budget, Plenty, desk.files, desk.disk);
        const std::string message = messageOf(octets);
        const auto body = test::run(fill(buffer, message));
        QVERIFY(body.has_value());
        QCOMPARE(body->octets, static_cast<std::int64_t>(octets));
        QCOMPARE(!body->file_name.empty(), in_file);
        QVERIFY(desk.contentOf(*body) == message);
        QCOMPARE(buffer.takeHeader(),
                 in_file ? "From: <annannann@relay.test>\r\nMessage-ID: <1@relay.test>\r\n" : "");
    }

    void memoryIsSmallWhateverTheMessage()
    {
        Desk desk;
        {
            MessageBuffer buffer(desk.budget, Plenty, desk.files, desk.disk);
            QVERIFY(test::run(fill(buffer, messageOf(5'000'000))).has_value());
            QVERIFY(desk.budget.used > 0);
            QVERIFY(desk.budget.used < 300'000);
        }
        QCOMPARE(desk.budget.used.load(), 0);
    }

    void scarceMemorySendsSmallMessagesToTheFile()
    {
        Desk desk;
        MessageBuffer buffer(desk.budget, 1000, desk.files, desk.disk);
        const auto body = test::run(fill(buffer, messageOf(20'000)));
        QVERIFY(body.has_value());
        QVERIFY(!body->file_name.empty());
        QVERIFY(desk.contentOf(*body) == messageOf(20'000));
    }

    void unfinishedMessagesLeaveNoFile()
    {
        Desk desk;
        {
            MessageBuffer buffer(desk.budget, Plenty, desk.files, desk.disk);
            buffer.tail() = messageOf(100'000);
            QVERIFY(test::run(buffer.spill()).has_value());
            QCOMPARE(desk.filesOnDisk(), 1U);
        }
        QCOMPARE(desk.filesOnDisk(), 0U);
    }

    void keptMessagesKeepTheirFile()
    {
        Desk desk;
        {
            MessageBuffer buffer(desk.budget, Plenty, desk.files, desk.disk);
            QVERIFY(test::run(fill(buffer, messageOf(100'000))).has_value());
            buffer.keep();
        }
        QCOMPARE(desk.filesOnDisk(), 1U);
    }

    void fullSpoolIsUnavailable()
    {
        Desk desk;
        store::BodyFiles small(desk.path(), 100'000);
        MessageBuffer buffer(desk.budget, Plenty, small, desk.disk);
        QCOMPARE(test::run(fill(buffer, messageOf(1'000'000))).error().code, Code::unavailable);
    }

    void bounceOfALargeMessageQuotesItsHeader()
    {
        Desk desk;
        const auto ann = desk.login("annannann@relay.test");
        delivery::Acceptor acceptor(*desk.store, desk.settings, desk.counters, desk.clock);
        MessageBuffer buffer(desk.budget, Plenty, desk.files, desk.disk);
        auto body = test::run(fill(buffer, messageOf(200'000)));
        delivery::Envelope envelope;
        envelope.sender = ann->address;
        envelope.recipients.push_back(mail::Address::parse("nobodynob@relay.test").value());
        envelope.header = buffer.takeHeader();
        QVERIFY(test::run(acceptor.accept(envelope, *body)).has_value());

        const auto rows = (*desk.reader)->messages.list(ann->inbox_id, {1, 100}, 10);
        QCOMPARE(rows.size(), 1U);
        const std::string bounce = (*desk.reader)->bodies.load(rows[0].body_id)->content;
        QVERIFY(bounce.find("Message-ID: <1@relay.test>") != std::string::npos);
        QVERIFY(bounce.find("line 1") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TstMessageBuffer)
#include "tst_message_buffer.moc"
