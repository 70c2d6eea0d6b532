// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/relay.h"

#include "backend/app/descriptors.h"
#include "backend/app/dns_options.h"
#include "backend/app/foundation.h"
#include "backend/app/listener_set.h"
#include "backend/app/outgoing_mail.h"
#include "backend/app/protocols.h"
#include "backend/app/signing.h"
#include "backend/control/server.h"
#include "backend/core/counters.h"
#include "backend/core/log.h"
#include "shared/base/text.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <string>

namespace roost::app {
namespace {

using namespace std::chrono_literals;
using boost::asio::awaitable;

constexpr auto GoodbyeLimit = 2s; // for clients to hear that we stop, and to go
constexpr auto DrainLimit = 10s;
constexpr auto HousekeepingInterval = 60s;
constexpr std::clock_t LeastWork = CLOCKS_PER_SEC / 10; // after less there is little to give back
constexpr auto DebugLimit = 1h; // lines that may name addresses come to an end by themselves

core::Level levelOf(std::string_view name)
{
    if (name == "debug") return core::Level::debug;
    if (name == "warn") return core::Level::warn;
    if (name == "error") return core::Level::error;
    return core::Level::info;
}

std::int64_t mostClients(const settings::Values& values)
{
    return values.max_imap_connections + values.max_smtp_connections + values.max_http_connections;
}

} // namespace

struct Relay::State final : control::Relay {
    State(const Options& options, DataDirLock lock);
    ~State() override { stop(); }

    Result<> start();
    void stop();

    // control::Relay, on the first I/O thread
    api::RelayState state() const override;
    UnixSeconds startedAt() const override { return started_at_; }
    std::vector<api::Listener> listeners() const override { return listeners_.list(); }
    awaitable<Result<>> applySetup(settings::Values values) override;
    awaitable<Result<>> settingsChanged(settings::Values before, settings::Values after) override;

private:
    void buildThreads();
    void admit(std::size_t thread, Protocol protocol, net::Connection peer);
    awaitable<void> serveOne(std::size_t thread, Protocol protocol, net::Connection peer);
    Result<> loadIdentity(const settings::Values& values);
    Result<> loadSigner(const settings::Values& values);
    Result<> startServing();
    Result<> listenAs(const settings::Values& values);
    void warnOfFewDescriptors(const settings::Values& values) const;
    void setLogging(std::string_view level);
    void endOldDebugging();
    void openWhatWorks(const std::vector<Endpoint>& wanted);
    void onStoreChanged(const store::Changes& changes);
    awaitable<void> keepHouse();
    awaitable<void> giveBackMemory();

    Foundation base_;
    std::deque<store::Reader> readers_; // one per I/O thread, as is services_
    std::deque<ThreadServices> services_;
    std::unique_ptr<OutgoingMail> outgoing_;
    ListenerSet listeners_;
    const std::int64_t most_clients_;
    std::atomic<std::int64_t> clients_{0};
    std::unique_ptr<control::Server> control_;
    UnixSeconds started_at_ = 0;
    api::RelayState state_ = api::RelayState::unconfigured;
    bool runs_ = false;       // the threads do
    std::clock_t worked_ = 0; // when memory was given back last
    std::chrono::steady_clock::time_point debug_until_;
};

Relay::State::State(const Options& options, DataDirLock lock)
    : base_(options, std::move(lock)),
      listeners_(base_.threads,
                 base_.tasks,
                 [this](std::size_t thread, Protocol protocol, net::Connection peer) {
                     admit(thread, protocol, std::move(peer));
                 }),
      most_clients_(raiseDescriptorLimit()),
      started_at_(base_.clock.now())
{
}

Result<> Relay::State::start()
{
    const auto opened = base_.openStore([this](const store::Changes& c) { onStoreChanged(c); });
    if (!opened) return opened.error();
    const auto values = base_.settings.get();
    setLogging(values->log_level);
    warnOfFewDescriptors(*values);
    base_.body_files.setSpaceLimit(values->spool_space);
    buildThreads();
    outgoing_ = std::make_unique<OutgoingMail>(base_, readers_);
    if (const auto trusted = outgoing_->use(*values); !trusted) return trusted.error();

    control::Services services{*base_.store,    readers_.front().stores(),
                               base_.settings,  base_.counters,
                               *base_.accounts, base_.tasks,
                               base_.disk,      *this,
                               base_.clock,     base_.options.data_dir};
    services.signer = [this] { return base_.signatures.signer(); };
    services.give_up = [this](store::QueueSelection which) {
        return outgoing_->giveUp(std::move(which));
    };
    const control::ServerOptions where{base_.options.control_socket, {}, {}};
    const auto executor = base_.threads.context(0).get_executor();
    control_ = std::make_unique<control::Server>(executor, services, where);
    if (!values->mail_domain.empty()) {
        const auto serving = startServing();
        if (!serving) return serving.error();
    }
    const auto controlled = control_->start();
    if (!controlled) return controlled.error();
    base_.tasks.spawn(executor, keepHouse());
    outgoing_->start();
    core::Log().info("ready", {{"version", ROOST_VERSION},
                               {"configured", !values->mail_domain.empty()},
                               {"accounts", readers_.front()->accounts.count()}});
    runs_ = true;
    base_.threads.start(); // from here on the readers are their threads' own
    return {};
}

void Relay::State::buildThreads()
{
    const auto most_silent = static_cast<std::size_t>(most_clients_) / (2 * base_.threads.size());
    for (std::size_t i = 0; i < base_.threads.size(); ++i) {
        store::Reader& reader = readers_.emplace_back(base_.options.data_dir);
        services_.emplace_back(
            imap::Services{base_.tls, *base_.store, reader.stores(), base_.body_files,
                           base_.reading, base_.settings, base_.counters, *base_.accounts,
                           base_.memory, base_.hub, i, base_.clock, base_.imap_strangers},
            smtp::Services{base_.tls, reader.stores(), base_.body_files, base_.disk, base_.settings,
                           base_.counters, *base_.accounts, *base_.acceptor, base_.memory,
                           base_.send_rate, base_.clock, base_.networks},
            delivery::IncomingServices{reader.stores(),
                                       {base_.body_files, base_.disk, base_.memory},
                                       base_.settings,
                                       base_.counters,
                                       base_.crypto,
                                       base_.tasks,
                                       *base_.resolver,
                                       *base_.acceptor,
                                       base_.clock,
                                       base_.incoming},
            IncomingCounts{base_.relay_networks, base_.mail_bodies},
            http::Services{base_.settings, base_.counters, base_.get_new_rate, base_.web_networks},
            most_silent);
    }
}

/// The store and the spool need descriptors too: one client too many is better turned away than a
/// message of another.
void Relay::State::admit(std::size_t thread, Protocol protocol, net::Connection peer)
{
    if (clients_ >= most_clients_) {
        core::Log().warn("connection turned away", {{"why", "too few file descriptors"}});
        return;
    }
    base_.sessions.spawn(base_.threads.context(thread).get_executor(),
                         serveOne(thread, protocol, std::move(peer)));
}

awaitable<void> Relay::State::serveOne(std::size_t thread, Protocol protocol, net::Connection peer)
{
    const core::Presence present(clients_);
    const Clients::Place place(services_[thread].clients, peer);
    co_await serve(std::move(peer), protocol, services_[thread]);
}

Result<> Relay::State::loadIdentity(const settings::Values& values)
{
    const auto identity =
        net::selfSignedIdentity(base_.options.data_dir / "tls", values.mail_domain);
    if (!identity) return identity.error();
    return base_.tls.use(*identity);
}

Result<> Relay::State::loadSigner(const settings::Values& values)
{
    const auto signer = signerFor(values, base_.options.data_dir);
    if (!signer) return signer.error();
    base_.signatures.use(*signer);
    return {};
}

/// A relay that was set up before: what can listen does, the rest is shown and tried again.
Result<> Relay::State::startServing()
{
    const auto values = base_.settings.get();
    const auto identity = loadIdentity(*values);
    if (!identity) return identity.error();
    // Without its key nothing may leave: others would refuse it for good.
    if (const auto signer = loadSigner(*values); !signer) return signer.error();
    const auto wanted = wantedEndpoints(*values);
    if (!wanted) return wanted.error();
    openWhatWorks(*wanted);
    return {};
}

void Relay::State::openWhatWorks(const std::vector<Endpoint>& wanted)
{
    const bool all = listeners_.openWhatWorks(wanted);
    state_ = all ? api::RelayState::running : api::RelayState::degraded;
}

awaitable<Result<>> Relay::State::applySetup(settings::Values values)
{
    const auto wanted = wantedEndpoints(values);
    if (!wanted) co_return wanted.error();
    auto load = [this, &values] {
        auto loaded = loadIdentity(values);
        return loaded ? loadSigner(values) : loaded;
    };
    const auto loaded = co_await core::offload(base_.disk, load);
    if (!loaded) co_return loaded.error();
    const auto listening = listeners_.change(*wanted);
    if (!listening) co_return listening.error();
    state_ = api::RelayState::running;
    core::Log().info("set up", {{"listeners", static_cast<int>(wanted->size())}});
    co_return Result<>();
}

awaitable<Result<>> Relay::State::settingsChanged(settings::Values before, settings::Values after)
{
    const auto dns = dnsOptions(after, base_.options.data_dir);
    if (!dns) co_return dns.error();
    const bool has_other_key = before.dkim_selector != after.dkim_selector;
    auto load = [this, &after] { return signerFor(after, base_.options.data_dir); };
    Result<Signer> signer = Signer();
    if (has_other_key) signer = co_await core::offload(base_.disk, load);
    if (!signer) co_return signer.error();
    if (const auto trusted = outgoing_->use(after); !trusted) co_return trusted.error();
    if (const auto listening = listenAs(after); !listening) co_return listening.error();
    base_.resolver->use(*dns);
    if (has_other_key) base_.signatures.use(*signer);
    if (before.log_level != after.log_level) setLogging(after.log_level);
    if (mostClients(before) != mostClients(after)) warnOfFewDescriptors(after);
    base_.body_files.setSpaceLimit(after.spool_space);
    co_return Result<>();
}

Result<> Relay::State::listenAs(const settings::Values& values)
{
    if (state_ == api::RelayState::unconfigured) return {};
    const auto wanted = wantedEndpoints(values);
    if (!wanted) return wanted.error();
    if (state_ != api::RelayState::degraded) return listeners_.change(*wanted);
    listeners_.closeOthers(*wanted);
    openWhatWorks(*wanted);
    return {};
}

/// Clients above what fits are turned away, whatever the settings allow.
void Relay::State::warnOfFewDescriptors(const settings::Values& values) const
{
    const std::int64_t wanted = mostClients(values);
    if (wanted <= most_clients_) return;
    core::Log().warn("too few file descriptors for the connections that the settings allow",
                     {{"connections", wanted}, {"room", most_clients_}});
}

void Relay::State::setLogging(std::string_view level)
{
    core::setLogLevel(levelOf(level));
    debug_until_ = base_.clock.steady() + DebugLimit;
}

void Relay::State::endOldDebugging()
{
    if (!core::isLogged(core::Level::debug) || base_.clock.steady() < debug_until_) return;
    core::setLogLevel(core::Level::info);
    core::Log().info("debug logging ended by itself");
}

api::RelayState Relay::State::state() const
{
    return state_;
}

void Relay::State::onStoreChanged(const store::Changes& changes)
{
    if (!changes.mailboxes.empty()) base_.hub.notify(changes.mailboxes);
    if (changes.queue && outgoing_) outgoing_->wake();
    if (control_) control_->storeChanged(changes);
}

/// What a crowd has left behind lies between blocks that live, where the allocator keeps it.
awaitable<void> Relay::State::giveBackMemory()
{
    const std::clock_t worked = std::clock();
    if (worked - worked_ < LeastWork) co_return; // nobody has left anything
    worked_ = worked;
    auto trim = [] { return Result<bool>(::malloc_trim(0) != 0); };
    const auto trimmed = co_await core::offload(base_.disk, trim);
    if (!trimmed) core::Log().debug("memory not trimmed", {{"why", trimmed.error().detail}});
}

/// Once a minute: gives memory back, erases accounts whose undo window has ended, ends debug
/// logging that was forgotten, and tries again to listen where it could not be done before.
awaitable<void> Relay::State::keepHouse()
{
    boost::asio::steady_timer timer(base_.threads.context(0));
    for (;;) {
        timer.expires_after(HousekeepingInterval);
        co_await timer.async_wait(boost::asio::use_awaitable);
        co_await giveBackMemory();
        const auto erased = co_await base_.accounts->eraseDue(readers_.front().stores());
        if (!erased) core::Log().warn("erasing accounts", {{"why", erased.error().detail}});
        endOldDebugging();
        if (state_ != api::RelayState::degraded) continue;
        const auto wanted = wantedEndpoints(*base_.settings.get());
        if (wanted) openWhatWorks(*wanted);
        if (state_ == api::RelayState::running) control_->relayChanged();
    }
}

void Relay::State::stop()
{
    if (!std::exchange(runs_, false)) return;
    control_->close();
    listeners_.closeAll();
    for (std::size_t i = 0; i < services_.size(); ++i)
        boost::asio::post(base_.threads.context(i),
                          [&clients = services_[i].clients] { clients.askToEnd(); });
    base_.sessions.waitUntilIdle(GoodbyeLimit);
    base_.sessions.cancelAll();
    const bool has_sent = outgoing_->stop(GoodbyeLimit);
    base_.tasks.cancelAll();
    if (!has_sent || !base_.sessions.waitUntilIdle(DrainLimit)
        || !base_.tasks.waitUntilIdle(DrainLimit)) {
        // Whatever hangs must not cost the store its clean end.
        core::Log().error("sessions did not end in time");
        base_.store.reset();
        std::_Exit(1);
    }
    base_.threads.stop();
    core::Log().info("stopped");
}

Relay::Relay(std::unique_ptr<State> state) : state_(std::move(state)) {}

Relay::~Relay() = default;

Result<std::unique_ptr<Relay>> Relay::start(const Options& options)
{
    auto lock = DataDirLock::take(options.data_dir);
    if (!lock) return lock.error();
    auto state = std::make_unique<State>(options, std::move(*lock));
    const auto started = state->start();
    if (!started) return started.error();
    return std::unique_ptr<Relay>(new Relay(std::move(state)));
}

void Relay::stop()
{
    state_->stop();
}

} // namespace roost::app
