// SPDX-License-Identifier: GPL-3.0-or-later
// Our own recursion, from the addresses of the real root servers down, in a network of our own.
#include "backend/net/dns/addresses.h"
#include "backend/net/dns/decode.h"
#include "tests/dns/own_network.h"
#include "tests/dns/world.h"
#include "tests/support/dns_server.h"

#include <QCoreApplication>

#include <arpa/inet.h>
#include <memory>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace roost;
using namespace roost::net::dns;
using namespace roost::test;
using namespace std::chrono_literals;

namespace {

// https://www.iana.org/domains/root/servers: where every resolver begins.
const std::vector<std::string> RootServers = {
    "198.41.0.4",   "170.247.170.2", "192.33.4.12",   "199.7.91.13",   "192.203.230.10",
    "192.5.5.241",  "192.112.36.4",  "198.97.190.53", "192.36.148.17", "192.58.128.30",
    "193.0.14.129", "199.7.83.42",   "202.12.27.33",  "199.9.14.201"};

constexpr const char* ExampleServer = "127.0.0.53";
constexpr const char* SilentServer = "127.0.0.66";

const DnsServer::Zones Example = {
    {"example",
     {"@ NS ns.example.", "ns A 127.0.0.53", "b NS ns.example.", "unsigned NS ns.example.",
      "half NS ns.example.", "half NS silent.example.", "dead NS silent.example.",
      "silent A 127.0.0.66", "@ MX 10 mx.b", "_25._tcp TLSA 3 1 1 " + std::string(64, 'a')}},
    {"b.example", {"@ NS ns.example.", "mx A 127.0.0.9", "alias CNAME mx.unsigned.example."}},
    {"unsigned.example", {"@ NS ns.example.", "mx A 127.0.0.10"}},
    {"half.example", {"@ NS ns.example.", "@ NS silent.example.", "@ A 127.0.0.11"}},
};

DnsServer::Zones rootZones(const std::string& anchor)
{
    // The DS of the child: "example. DS 12345 13 2 ..."
    const std::string line = anchor.substr(0, anchor.find('\n'));
    return {{"",
             {"@ NS a.root-servers.net.", "a.root-servers.net. A 198.41.0.4",
              "example NS ns.example.", "ns.example A 127.0.0.53", line}}};
}

/// Takes questions and never answers.
class Silence {
public:
    explicit Silence(const char* address) : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(53);
        ::inet_pton(AF_INET, address, &place.sin_addr);
        is_bound_ = ::bind(socket_, reinterpret_cast<sockaddr*>(&place), sizeof(place)) == 0;
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() { ::close(socket_); }
    bool isBound() const { return is_bound_; }

private:
    const int socket_;
    bool is_bound_ = false;
};

std::string firstAddress(const Answer& answer)
{
    const auto all = addresses(answer);
    return all.empty() ? answer.why : all.front().to_string();
}

} // namespace

class TstRecursion : public QObject {
    Q_OBJECT

public:
    explicit TstRecursion(bool has_network) : has_network_(has_network) {}

private Q_SLOTS:
    void initTestCase();
    void namesAreFoundFromTheRootDown();
    void theChainOfTrustIsFollowed();
    void anotherRootKeyIsNotTrusted();
    void oneSilentServerOfTwoIsPassedBy();
    void silentServersOfOneDomainDelayNoOther();

private:
    Options fromTheRoot() const;

    const bool has_network_;
    std::unique_ptr<DnsServer> example_;
    std::unique_ptr<DnsServer> root_;
    std::unique_ptr<Silence> silence_;
};

void TstRecursion::initTestCase()
{
    QVERIFY2(has_network_,
             "the system allows no network of our own: see user_namespaces(7) and the "
             "sysctls user.max_user_namespaces, kernel.unprivileged_userns_clone and "
             "kernel.apparmor_restrict_unprivileged_userns");
    example_ = std::make_unique<DnsServer>(Example, std::set<std::string>{"example"},
                                           std::vector<std::string>{ExampleServer});
    root_ = std::make_unique<DnsServer>(rootZones(example_->trustAnchor("example")),
                                        std::set<std::string>{""}, RootServers);
    silence_ = std::make_unique<Silence>(SilentServer);
    QVERIFY(silence_->isBound());
}

Options TstRecursion::fromTheRoot() const
{
    Options options;
    options.trust_anchor = "/nonexistent";
    options.extra_trust_anchor = root_->trustAnchor("");
    return options;
}

void TstRecursion::namesAreFoundFromTheRootDown()
{
    World world(fromTheRoot());
    const auto hosts = mxHosts(world.ask("example", Type::mx));
    QVERIFY(hosts && *hosts == (std::vector<MxHost>{{10, "mx.b.example"}}));
    QCOMPARE(firstAddress(world.ask("mx.b.example")), std::string("127.0.0.9"));
    QCOMPARE(firstAddress(world.ask("alias.b.example")), std::string("127.0.0.10"));
    QCOMPARE(world.ask("nobody.b.example").status, Status::no_such_name);
    QCOMPARE(world.ask("mx.b.example", Type::aaaa).status, Status::no_data);
    QCOMPARE(world.ask("nowhere").status, Status::no_such_name);
}

void TstRecursion::theChainOfTrustIsFollowed()
{
    World world(fromTheRoot());
    QVERIFY(world.resolver.validates());
    QVERIFY(world.ask("example", Type::mx).is_secure);
    const Answer pins = world.ask(tlsaName(25, "example"), Type::tlsa);
    QVERIFY(pins.is_secure);
    QCOMPARE(tlsas(pins).size(), std::size_t(1));
    QVERIFY(world.ask("nobody.example").is_secure);
    QVERIFY(world.ask("nowhere").is_secure);
    const Answer unsigned_answer = world.ask("mx.unsigned.example");
    QCOMPARE(unsigned_answer.status, Status::found);
    QVERIFY(!unsigned_answer.is_secure);
}

void TstRecursion::anotherRootKeyIsNotTrusted()
{
    Options options;
    options.trust_anchor = "/usr/share/dns/root.key"; // of the real root
    World world(options);
    QVERIFY(world.resolver.validates());
    const Answer answer = world.ask("example", Type::mx);
    QCOMPARE(answer.status, Status::failed);
    QVERIFY(answer.is_bogus);
}

void TstRecursion::oneSilentServerOfTwoIsPassedBy()
{
    World world(fromTheRoot());
    QCOMPARE(firstAddress(world.ask("half.example")), std::string("127.0.0.11"));
}

void TstRecursion::silentServersOfOneDomainDelayNoOther()
{
    World world(fromTheRoot());
    std::vector<World::Asked*> hanging;
    for (int i = 0; i < 500; ++i)
        hanging.push_back(&world.start("a" + std::to_string(i) + ".dead.example", Type::txt, 60s));
    world.io.restart();
    world.io.poll();
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i) {
        const std::string name = "n" + std::to_string(i) + ".b.example";
        QCOMPARE(world.ask(name).status, Status::no_such_name);
    }
    QVERIFY(std::chrono::steady_clock::now() - begun < 3s);
    for (World::Asked* asked : hanging)
        asked->cancel.emit(boost::asio::cancellation_type::terminal);
    world.runAll();
    QCOMPARE(world.ask("dead.example", Type::a, 200ms).status, Status::failed);
}

int main(int argc, char** argv)
{
    const bool has_network = enterOwnNetwork(RootServers); // before Qt starts threads
    const QCoreApplication application(argc, argv);
    TstRecursion test(has_network);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_recursion.moc"
