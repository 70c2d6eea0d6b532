// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dns/context.h"

#include "backend/core/log.h"
#include "backend/core/offload.h"
#include "backend/net/dns/reading.h"
#include "backend/net/dns/resolver.h"

#include <exception>
#include <unistd.h>

namespace roost::net::dns {
namespace {

constexpr int InternetClass = 1;

struct FreeResult {
    void operator()(ub_result* result) const { ub_resolve_free(result); }
};

struct End {
    std::weak_ptr<core::Workers> enders;
    void operator()(Context* context) const
    {
        const auto workers = enders.lock();
        if (!workers || !workers->tryPost([context] { delete context; })) delete context;
    }
};

} // namespace

Result<std::shared_ptr<Context>> Context::make(boost::asio::any_io_executor home,
                                               const Options& options,
                                               std::shared_ptr<QuestionCount> count,
                                               std::weak_ptr<core::Workers> enders)
{
    auto unbound = makeUnbound(options);
    if (!unbound) return unbound.error();
    const std::shared_ptr<Context> context(
        new Context(std::move(home), std::move(*unbound), std::move(count)),
        End{std::move(enders)});
    // A copy of the descriptor: both sides close their own.
    const int copy = ::dup(ub_fd(context->unbound_.context.get()));
    if (copy < 0) return Error(Code::unavailable, "too few file descriptors");
    context->watch_.assign(copy);
    return context;
}

Context::Context(boost::asio::any_io_executor home,
                 Unbound unbound,
                 std::shared_ptr<QuestionCount> count)
    : home_(home), count_(std::move(count)), watch_(home), unbound_(std::move(unbound))
{
}

Context::~Context()
{
    *count_ -= questions_.size();
}

Result<> Context::ask(const std::string& name, Type type, const std::shared_ptr<Waiter>& waiter)
{
    if (*count_ >= Resolver::MaxQuestions) fetch(); // perhaps nobody watched
    if (++*count_ > Resolver::MaxQuestions) {
        --*count_;
        return Error(Code::limit, "too many questions to the name servers are open");
    }
    Question* const question = add(waiter);
    updateSoon();
    const int error = ub_resolve_async(unbound_.context.get(), name.c_str(), static_cast<int>(type),
                                       InternetClass, question, &Context::onAnswer, nullptr);
    if (error == UB_NOERROR) return {};
    remove(*question);
    updateSoon();
    return Error(Code::unavailable, ub_strerror(error));
}

void Context::leave(Waiter& waiter)
{
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(waiter.is_waiting, false)) return;
        --waiting_;
    }
    updateSoon();
}

Context::Question* Context::add(const std::shared_ptr<Waiter>& waiter)
{
    const std::lock_guard lock(mutex_);
    const auto question = questions_.insert(questions_.end(), Question{*this, waiter, {}});
    question->self = question;
    ++waiting_;
    return &*question;
}

/// Who waits for it, if anybody.
std::shared_ptr<Waiter> Context::remove(Question& question)
{
    const std::lock_guard lock(mutex_);
    auto waiter = question.waiter.lock();
    questions_.erase(question.self);
    --*count_;
    if (!waiter || !std::exchange(waiter->is_waiting, false)) return nullptr;
    --waiting_;
    return waiter;
}

void Context::fetch()
{
    ub_process(unbound_.context.get());
    updateSoon();
}

/// Called by ub_process.
void Context::onAnswer(void* question, int error, ub_result* result) noexcept
{
    const std::unique_ptr<ub_result, FreeResult> owned(result);
    auto& asked = *static_cast<Question*>(question);
    const auto waiter = asked.context.remove(asked);
    if (!waiter) return;
    try {
        wake(waiter, error == UB_NOERROR ? reading(*result) : failure(ub_strerror(error)));
    } catch (const std::exception& e) {
        core::Log().error("dns answer lost", {{"why", e.what()}}); // its deadline will tell
    }
}

void Context::updateSoon()
{
    boost::asio::post(home_, [self = shared_from_this()] { self->update(); });
}

/// Watches while somebody waits, and not longer: what is watched keeps io_context::run going.
void Context::update()
{
    bool is_wanted = false;
    {
        const std::lock_guard lock(mutex_);
        is_wanted = waiting_ > 0;
    }
    if (is_wanted == is_watching_) return;
    boost::system::error_code ignored;
    if (!is_wanted) return void(watch_.cancel(ignored));
    is_watching_ = true;
    watch_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                      [self = shared_from_this()](boost::system::error_code failure) {
                          self->is_watching_ = false;
                          if (!failure) ub_process(self->unbound_.context.get());
                          self->update();
                      });
}

} // namespace roost::net::dns
