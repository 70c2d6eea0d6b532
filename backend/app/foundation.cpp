// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/foundation.h"

#include "backend/app/dns_options.h"
#include "backend/core/log.h"
#include "shared/settings/schema.h"

#include <algorithm>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace roost::app {
namespace {

std::size_t threadCount(const Options& options)
{
    if (options.threads > 0) return options.threads;
    return std::max(1U, std::thread::hardware_concurrency());
}

std::vector<boost::asio::any_io_executor> executorsOf(core::IoThreads& threads)
{
    std::vector<boost::asio::any_io_executor> executors;
    for (std::size_t i = 0; i < threads.size(); ++i)
        executors.emplace_back(threads.context(i).get_executor());
    return executors;
}

} // namespace

Foundation::Foundation(const Options& told, DataDirLock held)
    : options(told),
      lock(std::move(held)),
      threads(threadCount(told)),
      hub(executorsOf(threads)),
      body_files(told.data_dir, settings::Values().spool_space)
{
}

Result<> Foundation::openStore(std::function<void(const store::Changes&)> changed)
{
    auto opened = store::StoreThread::open(options.data_dir, std::move(changed));
    if (!opened) return opened.error();
    store = std::move(*opened);

    auto stored = settings::fromStored(store::Reader(options.data_dir)->settings.all());
    for (const std::string& problem : stored.problems)
        core::Log().warn("a stored setting is not used", {{"why", problem}});
    settings.replace(std::move(stored.values));

    const auto dns = dnsOptions(*settings.get(), options.data_dir);
    if (!dns) return dns.error();
    const auto home = threads.context(0).get_executor();
    resolver = std::make_unique<net::dns::Resolver>(home, *dns);

    const accounts::Dependencies needs{*store,   settings, hashing,
                                       counters, clock,    options.data_dir};
    accounts = std::make_unique<accounts::Accounts>(needs);
    acceptor = std::make_unique<delivery::Acceptor>(*store, settings, counters, clock);
    return {};
}

} // namespace roost::app
