// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/delivery/destination_world.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

namespace asio = boost::asio;
using namespace roost;
using namespace roost::delivery::remote;
using namespace roost::test;

namespace {

constexpr std::size_t LargeOctets = 32 << 20; // more than the buffers of the kernel hold
constexpr auto Sip = 10ms;                    // between two pieces of 16 KiB: 20 s for all

asio::awaitable<void> wait(std::chrono::milliseconds time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

/// Takes what comes, a little at a time.
asio::awaitable<void> sip(net::Connection& peer)
{
    for (;;) {
        const auto input = co_await peer.peek();
        peer.consume(input.size());
        co_await wait(Sip);
    }
}

asio::awaitable<void> sipHttp(net::Connection peer, MailSite& site)
{
    ++site.http_connections;
    peer.expiresAfter(60s);
    co_await peer.acceptTls(site.tls, net::TlsPolicy::web);
    co_await sip(peer);
}

/// Answers each command after a while, and sips the message.
asio::awaitable<void> dawdle(net::Connection peer, MailSite& site)
{
    peer.expiresAfter(60s);
    co_await peer.write("220 mx ESMTP\r\n");
    for (;;) {
        const std::string line = co_await peer.readLine(2000);
        site.commands.push_back(line);
        if (line == "STARTTLS") {
            co_await peer.write("220 go\r\n");
            co_await peer.acceptTls(site.tls, net::TlsPolicy::web);
            continue;
        }
        if (line.starts_with("RCPT")) co_await wait(20ms);
        co_await peer.write(replyTo(site, line, peer.isTls()) + "\r\n");
        if (line == "DATA") co_await sip(peer);
    }
}

/// Until the server has hung up so often.
asio::awaitable<void> departures(const MailSite& site, int count)
{
    while (site.http_departures < count)
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
}

HostLimits strict(Lane)
{
    HostLimits limits;
    limits.connect = limits.http_connect = 5s;
    limits.http_answer = limits.smtp.message = 1s;
    limits.http_slowest = limits.smtp.slowest = 1 << 30;
    return limits;
}

} // namespace

/// Servers that do little by little what would be fine if they did it at once.
class TstSlowServers : public DestinationTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void init();
    void cleanup() { tearDown(); }

    void aRequestHasALimit();
    void aMessageHasALimit();
    void anEnvelopeHasALimit();
    void anAnswerEndsTheHandover();
    void aServerThatFallsSilentIsNotPostedToAgain();
    void whatMayHaveArrivedIsNotPostedAgain_data();
    void whatMayHaveArrivedIsNotPostedAgain();
    void aConnectionThatWasClosedMeanwhileIsReplaced();

private:
    Report send(std::size_t octets, int recipients = 1);
    Door& door(std::int64_t port);

    MailSite* site_ = nullptr;
    std::shared_ptr<Progress> progress_;
    bool was_handing_over_ = false; // when a message was half sent
};

void TstSlowServers::init()
{
    build();
    site_ = &sites_.emplace_back(authority_->certify("mx.b.test"));
    progress_ = std::make_shared<Progress>();
    startAgain(&strict);
}

Door& TstSlowServers::door(std::int64_t port)
{
    return doors_.emplace_back(*io_, "127.0.0.1", static_cast<std::uint16_t>(port));
}

Report TstSlowServers::send(std::size_t octets, int recipients)
{
    RemoteMessage message;
    message.sender = "ann@a.test";
    for (int i = 0; i < recipients; ++i)
        message.recipients.push_back("bob" + std::to_string(i) + "@b.test");
    message.source.content = "Subject: hello\r\n\r\n" + std::string(octets, 'x');
    message.source.octets = std::int64_t(message.source.content.size());
    asio::steady_timer half(*io_, 500ms);
    half.async_wait([&](boost::system::error_code error) {
        if (!error) was_handing_over_ = progress_->isHandingOver();
    });
    const auto destination = destinations_->open("b.test", Lane::healthy, progress_);
    Report report;
    progress_->begin();
    runAll(*io_, deliverInto(*destination, message, report));
    return report;
}

/// It never had the whole message: SMTP may have it.
void TstSlowServers::aRequestHasALimit()
{
    door(values().outgoing_https_port).open(*site_, sipHttp);
    const Report report = send(LargeOctets); // nobody listens for SMTP
    QCOMPARE(report.results[0].cause, Cause::connect_refused);
    QCOMPARE(site_->http_connections, 1);
    QVERIFY(!was_handing_over_);
    QVERIFY(!progress_->isHandingOver());
}

void TstSlowServers::aMessageHasALimit()
{
    door(values().outgoing_smtp_port).open(*site_, dawdle);
    const Report report = send(LargeOctets);
    QCOMPARE(report.channel, Channel::smtp);
    QCOMPARE(report.results[0].outcome, Outcome::temporary);
    QCOMPARE(report.results[0].cause, Cause::reply_timeout);
    QVERIFY(report.was_mail_answered);
    QVERIFY(progress_->wasMailAnswered());
    QVERIFY(!was_handing_over_);
    QVERIFY(!progress_->isHandingOver());
}

/// However soon each of the answers comes.
void TstSlowServers::anEnvelopeHasALimit()
{
    door(values().outgoing_smtp_port).open(*site_, dawdle);
    const Report report = send(100, 1000);
    QCOMPARE(report.results.size(), std::size_t(1000));
    QCOMPARE(report.results.back().cause, Cause::reply_timeout);
    QVERIFY(site_->commands.size() < 500);
}

/// What was refused may be broken off, what was taken may not.
void TstSlowServers::anAnswerEndsTheHandover()
{
    openDoors(1, *site_, false);
    site_->replies["."] = "451 4.3.0 later";
    QCOMPARE(send(100).results[0].outcome, Outcome::temporary);
    QVERIFY(!progress_->isHandingOver());
    site_->replies.clear();
    QCOMPARE(send(100).results[0].outcome, Outcome::delivered);
    QVERIFY(progress_->isHandingOver());
}

/// It may have the message: that goes once more by SMTP, as after any failure of HTTPS, but not
/// over a new connection of the same kind.
void TstSlowServers::aServerThatFallsSilentIsNotPostedToAgain()
{
    openDoors(1, *site_, true);
    const auto destination = open("b.test");
    QCOMPARE(deliver(*destination, {"bob@b.test"}).channel, Channel::https);
    site_->http_answer.clear();
    QCOMPARE(deliver(*destination, {"bob@b.test"}).channel, Channel::smtp);
    QCOMPARE(site_->http_connections, 1);
}

void TstSlowServers::whatMayHaveArrivedIsNotPostedAgain_data()
{
    QTest::addColumn<bool>("is_silent");
    QTest::newRow("it hangs up") << false;
    QTest::newRow("it says nothing") << true;
}

/// Nor where SMTP cannot be reached: the message waits for the next try.
void TstSlowServers::whatMayHaveArrivedIsNotPostedAgain()
{
    QFETCH(const bool, is_silent);
    door(values().outgoing_https_port).open(*site_, serveHttp);
    const auto destination = destinations_->open("b.test", Lane::healthy, progress_);
    progress_->begin();
    QCOMPARE(deliver(*destination, {"bob@b.test"}).channel, Channel::https);
    if (is_silent) site_->http_answer.clear();
    site_->leaves_after_request = !is_silent;
    progress_->begin();
    const Report report = deliver(*destination, {"bob@b.test"});
    QCOMPARE(report.results[0].outcome, Outcome::temporary);
    QCOMPARE(report.results[0].cause, Cause::connect_refused);
    QCOMPARE(site_->requests.size(), std::size_t(2));
    QCOMPARE(site_->http_connections, 1);
}

void TstSlowServers::aConnectionThatWasClosedMeanwhileIsReplaced()
{
    door(values().outgoing_https_port).open(*site_, serveHttp); // nobody listens for SMTP
    site_->leaves_after_answer = true;
    const auto destination = destinations_->open("b.test", Lane::healthy, progress_);
    for (int times = 1; times <= 2; ++times) {
        progress_->begin();
        QCOMPARE(deliver(*destination, {"bob@b.test"}).channel, Channel::https);
        QVERIFY(destination->isOpen()); // as far as it knows
        runAll(*io_, departures(*site_, times));
    }
    QCOMPARE(site_->http_connections, 2);
    QCOMPARE(site_->requests.size(), std::size_t(2));
}

QTEST_GUILESS_MAIN(TstSlowServers)
#include "tst_slow_servers.moc"
