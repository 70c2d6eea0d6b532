// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/dialer.h"

#include "backend/net/race.h"

#include <boost/asio/this_coro.hpp>

namespace roost::net {
namespace {

namespace asio = boost::asio;

/// However the driver ends, the others do too.
class Finish {
public:
    explicit Finish(Race& race) : race_(race) {}
    Finish(const Finish&) = delete;
    Finish& operator=(const Finish&) = delete;
    ~Finish() { race_.end(); }

private:
    Race& race_;
};

} // namespace

asio::awaitable<Dialed> Dialer::dial(Dialing dialing)
{
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    const auto race = std::make_shared<Race>(executor, names_, std::move(dialing));
    const Finish finish(*race);
    co_return co_await race->run();
}

} // namespace roost::net
