// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/remote/channel.h"
#include "backend/net/connection.h"
#include "shared/base/result.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace roost::core {
class Workers;
}

namespace roost::delivery::remote {

/// A request, but for its body.
struct HttpRequest {
    std::string method = "GET";
    std::string host; // as in a URL, with the port unless it is 443
    std::string path;
    std::vector<std::pair<std::string, std::string>> fields; // values without control characters
};

struct HttpAnswer {
    int status = 0;
    std::string media_type; // lower case, without parameters
    std::string body;
};

/// One HTTP/1.1 server over a connection, request after request. All functions throw as Connection
/// does, and system_error with an error of Beast when the answer is no HTTP.
class HttpClient {
public:
    static constexpr std::size_t MaxHeaderOctets = 8192;
    static constexpr std::size_t MaxBodyOctets = 65536; // of an answer (RFC 8461 §3.3)
    static constexpr int MaxInterimAnswers = 10;        // 1xx (RFC 9110 §15.2)

    /// `limit`: for each step, such as the answer, or 16 KiB of a request to leave; and for a whole
    /// request beyond the time that its body takes at `slowest` octets per second.
    HttpClient(net::Connection connection,
               std::chrono::milliseconds limit,
               std::shared_ptr<Progress> progress,
               std::int64_t slowest = SlowestServer)
        : connection_(std::move(connection)),
          limit_(limit),
          progress_(std::move(progress)),
          slowest_(slowest)
    {
    }

    /// The handshake, in at most `limit`.
    boost::asio::awaitable<void>
    begin(const net::TlsClient& tls, net::TlsPeer peer, std::chrono::milliseconds limit);
    /// A request without a body.
    boost::asio::awaitable<HttpAnswer> get(HttpRequest request);
    /// A request with `body`, which is streamed. Errors: as MessageReader; the client is not open
    /// then.
    boost::asio::awaitable<Result<HttpAnswer>>
    post(HttpRequest request, const MessageSource& body, core::Workers& disk);

    /// The server takes another request.
    bool isOpen() const { return is_open_; }
    /// It has said nothing since, nor hung up: between requests both mean the end.
    bool isQuiet() const;
    boost::asio::awaitable<void> close();

private:
    boost::asio::awaitable<HttpAnswer> answer();
    boost::asio::awaitable<Result<>> send(const MessageSource& body, core::Workers& disk);
    boost::asio::awaitable<bool> readMore(std::string& pending);

    net::Connection connection_;
    const std::chrono::milliseconds limit_;
    const std::shared_ptr<Progress> progress_;
    const std::int64_t slowest_;
    bool is_open_ = false;
};

} // namespace roost::delivery::remote
