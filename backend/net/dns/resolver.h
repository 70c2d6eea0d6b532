// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/lookup.h"
#include "backend/net/dns/options.h"

#include <boost/asio/any_io_executor.hpp>

#include <memory>

namespace roost::net::dns {

/// The process's own caching, DNSSEC-validating resolver (libunbound, with a thread of its own).
/// Negative answers are not cached. Any thread. Destroyed before the context it was given.
class Resolver final : public Lookup {
public:
    /// Questions under way; more fail at once. Those given up by their callers count until the
    /// name servers have been given up too.
    static constexpr std::size_t MaxQuestions = 10'000;

    /// Answers are fetched on `home`, which is waited on only while somebody waits for an answer.
    Resolver(boost::asio::any_io_executor home, const Options& options);
    ~Resolver() override;
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    boost::asio::awaitable<Answer> ask(std::string name,
                                       Type type,
                                       std::chrono::milliseconds limit = DefaultLimit,
                                       Freshness freshness = Freshness::cached) override;

    /// Asks in another way from now on, with an empty cache; questions under way end as they
    /// began. Nothing happens when `options` are those in use.
    void use(const Options& options);

    /// Whether forged answers are noticed. Without, no answer is secure.
    bool validates() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::net::dns
