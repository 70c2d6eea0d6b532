// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace roost::core {

/// One io_context per core, each run by one thread. A connection lives and dies on the context that
/// accepted it.
class IoThreads {
public:
    explicit IoThreads(std::size_t count);
    ~IoThreads(); // stop and join
    IoThreads(const IoThreads&) = delete;
    IoThreads& operator=(const IoThreads&) = delete;

    std::size_t size() const;
    boost::asio::io_context& context(std::size_t index);
    /// Starts the threads; before it everything may be built without races.
    void start();
    /// Lets each context run dry and joins.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace roost::core
