// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/store_methods.h"

#include <boost/asio/steady_timer.hpp>

#include <chrono>

namespace roost::control {

namespace {

constexpr auto MaxTime = std::chrono::seconds(100); // the log of the store grows meanwhile

} // namespace

StoreMethods::StoreMethods(Methods& methods,
                           Services& services,
                           boost::asio::any_io_executor executor)
    : services_(services), executor_(std::move(executor))
{
    methods.add<api::StoreVerify>(this, &StoreMethods::verify);
}

void StoreMethods::close()
{
    if (running_) running_->raise();
}

boost::asio::awaitable<Result<api::StoreVerify::Reply>>
StoreMethods::verify(api::StoreVerify::Params)
{
    if (running_) co_return Error(Code::limit, "a check of the store is under way already");
    if (!worker_) worker_.emplace("store-verify", 1, 1);
    const auto interruption = std::make_shared<store::Interruption>();
    boost::asio::steady_timer deadline(executor_, MaxTime);
    deadline.async_wait([interruption](const boost::system::error_code& ended) {
        if (!ended) interruption->raise();
    });
    running_ = interruption;
    auto look = [&] { return store::inspect(services_.data_dir, *interruption); };
    const auto found = co_await core::offload(*worker_, look);
    running_.reset();
    if (!found) co_return found.error();

    api::StoreVerify::Reply reply;
    reply.accounts = found->accounts;
    reply.messages = found->messages;
    reply.bodies = found->bodies;
    reply.files = found->files;
    reply.queued = found->queued;
    reply.faults = found->faults;
    reply.first_faults = found->first_faults;
    co_return reply;
}

} // namespace roost::control
