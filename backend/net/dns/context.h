// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/net/dns/options.h"
#include "backend/net/dns/unbound.h"
#include "backend/net/dns/waiter.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace roost::core {
class Workers;
}

namespace roost::net::dns {

/// Questions that libunbound carries for all contexts of a Resolver.
using QuestionCount = std::atomic<std::size_t>;

/// One libunbound context with one cache, whose answers are fetched on the thread of `home`. Its
/// options are fixed: other options are another Context. Lives as long as somebody waits.
class Context : public std::enable_shared_from_this<Context> {
public:
    /// Its end waits for libunbound's thread, and does so on `enders`, if those are still there,
    /// whoever lets go of it. Errors: unavailable when the machine lacks memory or descriptors.
    static Result<std::shared_ptr<Context>> make(boost::asio::any_io_executor home,
                                                 const Options& options,
                                                 std::shared_ptr<QuestionCount> count,
                                                 std::weak_ptr<core::Workers> enders);
    Context(boost::asio::any_io_executor home,
            Unbound unbound,
            std::shared_ptr<QuestionCount> count);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    bool validates() const { return unbound_.validates; }

    /// Wakes `waiter` with the answer, unless it leaves before. Any thread. Errors: limit,
    /// unavailable.
    Result<> ask(const std::string& name, Type type, const std::shared_ptr<Waiter>& waiter);
    /// Nobody waits for this answer any more, or it has come. Any thread.
    void leave(Waiter& waiter);

private:
    struct Question {
        Context& context;
        std::weak_ptr<Waiter> waiter;
        std::list<Question>::iterator self;
    };

    static void onAnswer(void* question, int error, ub_result* result) noexcept;
    Question* add(const std::shared_ptr<Waiter>& waiter);
    std::shared_ptr<Waiter> remove(Question& question);
    void fetch();
    void updateSoon();
    void update();

    const boost::asio::any_io_executor home_;
    const std::shared_ptr<QuestionCount> count_;
    std::mutex mutex_;
    std::list<Question> questions_; // also those that nobody waits for
    std::size_t waiting_ = 0;
    boost::asio::posix::stream_descriptor watch_; // on home_ only, as is is_watching_
    bool is_watching_ = false;
    Unbound unbound_; // goes first: it uses the questions
};

} // namespace roost::net::dns
