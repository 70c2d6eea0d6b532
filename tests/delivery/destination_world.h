// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of destinations stand on: servers on loopback, a table for DNS, an authority.
#pragma once

#include "backend/core/live_settings.h"
#include "backend/core/offload.h"
#include "backend/delivery/remote/network_destinations.h"
#include "backend/net/tls_client.h"
#include "tests/delivery/mail_site.h"
#include "tests/net/authority.h"
#include "tests/net/pair.h"
#include "tests/support/fake_lookup.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <list>

namespace roost::test {

using namespace delivery::remote;
using namespace std::chrono_literals;
using net::dns::Type;

constexpr auto NotFound = "HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone";
constexpr auto PolicyHead = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

struct TestClock final : Clock {
    UnixSeconds now() const override { return at; }
    std::chrono::steady_clock::time_point steady() const override
    {
        return std::chrono::steady_clock::now();
    }
    UnixSeconds at = 1'800'000'000;
};

inline HostLimits hasty(Lane)
{
    HostLimits limits;
    limits.connect = limits.http_connect = limits.http_answer = 2s;
    limits.smtp = {300ms, 2s, 2s, 2s};
    return limits;
}

inline boost::asio::awaitable<void>
deliverInto(Destination& destination, const RemoteMessage& message, Report& report)
{
    report = co_await destination.deliver(message);
}

inline std::string bodyOf(const std::string& text)
{
    return std::string(PolicyHead) + "Content-Length: " + std::to_string(text.size()) + "\r\n\r\n"
           + text;
}

inline net::dns::Answer secure(std::vector<std::string> records)
{
    net::dns::Answer answer;
    answer.status = net::dns::Status::found;
    answer.records = std::move(records);
    answer.is_secure = true;
    return answer;
}

/// The base of such tests: a relay at a.test, and mx.b.test, at 127.0.0.1, for b.test.
class DestinationTest : public QObject {
protected:
    void build();
    void tearDown();

    /// A host that has `names`, at 127.0.0.`number`, with SMTP and HTTPS unless closed.
    MailSite& addSite(int number, const std::string& names);
    void openDoors(int number, MailSite& site, bool with_http);
    std::unique_ptr<Destination> open(const std::string& domain);
    Report deliver(Destination& destination, std::vector<std::string> recipients);
    Report deliver(const std::string& domain);
    void startAgain(HostLimits (*limits)(Lane) = &hasty);
    void set(settings::Values values) { settings_->replace(std::move(values)); }
    settings::Values values() const { return *settings_->get(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<boost::asio::io_context> io_;
    std::unique_ptr<Authority> authority_;
    std::unique_ptr<core::Workers> disk_;
    std::unique_ptr<core::LiveSettings> settings_;
    std::unique_ptr<net::TlsClient> tls_;
    std::unique_ptr<FakeLookup> names_;
    TestClock clock_;
    std::list<MailSite> sites_;
    std::list<Door> doors_;
    std::unique_ptr<NetworkDestinations> destinations_;
};

inline void DestinationTest::build()
{
    folder_ = std::make_unique<QTemporaryDir>();
    io_ = std::make_unique<boost::asio::io_context>();
    authority_ = std::make_unique<Authority>();
    disk_ = std::make_unique<core::Workers>("test-disk", 1, 16);
    settings_ = std::make_unique<core::LiveSettings>();
    tls_ = std::make_unique<net::TlsClient>();
    QVERIFY(tls_->use(authority_->pem()));
    names_ = std::make_unique<FakeLookup>();
    names_->add("b.test", net::dns::Type::mx, {mxData(10, "mx.b.test")});
    names_->add("mx.b.test", net::dns::Type::a, {addressData("127.0.0.1")});
    settings::Values values;
    values.mail_domain = "a.test";
    values.outgoing_smtp_port = Door(*io_, "127.0.0.1", 0).port();
    values.outgoing_https_port = Door(*io_, "127.0.0.1", 0).port();
    set(values);
    startAgain();
}

inline void DestinationTest::tearDown()
{
    destinations_.reset();
    doors_.clear();
    disk_.reset(); // a worker may still be at posting
    io_.reset();   // with all that is served
    sites_.clear();
}

inline void DestinationTest::startAgain(HostLimits (*limits)(Lane))
{
    const NetworkDestinations::Needs needs{
        *names_, *tls_, *settings_, *disk_, clock_, folder_->filePath("mta-sts").toStdString()};
    destinations_ = std::make_unique<NetworkDestinations>(needs, limits);
}

inline MailSite& DestinationTest::addSite(int number, const std::string& names)
{
    Certified what;
    what.names = names;
    MailSite& site = sites_.emplace_back(authority_->certify(what));
    openDoors(number, site, true);
    return site;
}

inline void DestinationTest::openDoors(int number, MailSite& site, bool with_http)
{
    const std::string address = "127.0.0." + std::to_string(number);
    const auto port = [](std::int64_t value) { return static_cast<std::uint16_t>(value); };
    doors_.emplace_back(*io_, address, port(values().outgoing_smtp_port)).open(site, serveSmtp);
    if (with_http)
        doors_.emplace_back(*io_, address, port(values().outgoing_https_port))
            .open(site, serveHttp);
}

inline std::unique_ptr<Destination> DestinationTest::open(const std::string& domain)
{
    return destinations_->open(domain, Lane::healthy, std::make_shared<Progress>());
}

inline Report DestinationTest::deliver(Destination& destination,
                                       std::vector<std::string> recipients)
{
    RemoteMessage message;
    message.sender = "ann@a.test";
    message.recipients = std::move(recipients);
    message.source.prefix = "DKIM-Signature: x\r\n";
    message.source.content = "Subject: hello\r\n\r\n.\r\nend\r\n";
    message.source.octets =
        std::int64_t(message.source.prefix.size() + message.source.content.size());
    Report report;
    runAll(*io_, deliverInto(destination, message, report));
    return report;
}

inline Report DestinationTest::deliver(const std::string& domain)
{
    return deliver(*open(domain), {"bob@" + domain});
}

} // namespace roost::test
