// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/http_client.h"

#include "backend/core/offload.h"
#include "backend/delivery/remote/message_reader.h"
#include "shared/base/text.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/string_body.hpp>

#include <poll.h>

#include <algorithm>
#include <optional>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast::http;
using boost::system::error_code;
using boost::system::system_error;
using Parser = beast::response_parser<beast::string_body>;

constexpr std::size_t BlockOctets = 16384;
constexpr auto GoodbyeLimit = std::chrono::seconds(1);

struct Adder {
    std::string& text;
    beast::request_serializer<beast::empty_body>& serializer;
    template <class Buffers>
    void operator()(error_code&, const Buffers& buffers) const
    {
        std::size_t octets = 0;
        for (auto it = asio::buffer_sequence_begin(buffers);
             it != asio::buffer_sequence_end(buffers); ++it) {
            const asio::const_buffer part = *it;
            text.append(static_cast<const char*>(part.data()), part.size());
            octets += part.size();
        }
        serializer.consume(octets);
    }
};

/// The request line and the fields, with the empty line.
std::string headerOf(const HttpRequest& request, std::optional<std::int64_t> octets)
{
    beast::request<beast::empty_body> header;
    header.version(11);
    header.method_string(request.method);
    header.target(request.path);
    header.set(beast::field::host, request.host);
    for (const auto& [name, value] : request.fields) header.insert(name, value);
    if (octets) header.set(beast::field::content_length, std::to_string(*octets));

    std::string text;
    beast::request_serializer<beast::empty_body> serializer(header);
    error_code error;
    Adder add{text, serializer};
    while (!serializer.is_done() && !error) serializer.next(error, add);
    if (error) throw system_error(error);
    return text;
}

void feed(Parser& parser, std::string& pending)
{
    if (pending.empty()) return;
    error_code error;
    pending.erase(0, parser.put(asio::buffer(pending), error));
    if (error == beast::error::need_more) error = {};
    if (!error && !parser.is_done() && pending.size() > HttpClient::MaxHeaderOctets)
        error = beast::error::header_limit;
    if (error) throw system_error(error);
}

/// A body may end with the connection (RFC 9112 §6.3).
void end(Parser& parser)
{
    error_code error;
    if (parser.got_some()) parser.put_eof(error);
    if (error || !parser.is_done()) throw system_error(asio::error::eof);
}

HttpAnswer answerOf(const Parser& parser)
{
    HttpAnswer answer;
    answer.status = static_cast<int>(parser.get().result_int());
    const auto type = parser.get()[beast::field::content_type];
    const std::string_view media(type.data(), type.size());
    answer.media_type = lower(trimmed(media.substr(0, media.find(';'))));
    answer.body = parser.get().body();
    return answer;
}

} // namespace

asio::awaitable<void>
HttpClient::begin(const net::TlsClient& tls, net::TlsPeer peer, std::chrono::milliseconds limit)
{
    peer.alpn = "http/1.1";
    connection_.expiresAfter(limit);
    co_await connection_.connectTls(tls, peer);
    is_open_ = true;
}

bool HttpClient::isQuiet() const
{
    pollfd socket{connection_.nativeHandle(), POLLIN, 0};
    return connection_.inputEmpty() && ::poll(&socket, 1, 0) == 0;
}

asio::awaitable<HttpAnswer> HttpClient::get(HttpRequest request)
{
    connection_.queue(headerOf(request, std::nullopt));
    co_return co_await answer();
}

asio::awaitable<Result<HttpAnswer>>
HttpClient::post(HttpRequest request, const MessageSource& body, core::Workers& disk)
{
    connection_.queue(headerOf(request, body.octets));
    if (const auto sent = co_await send(body, disk); !sent) {
        is_open_ = false;
        co_return sent.error();
    }
    co_return co_await answer();
}

asio::awaitable<Result<>> HttpClient::send(const MessageSource& body, core::Workers& disk)
{
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + limit_ + timeFor(body.octets, slowest_);
    MessageReader reader(body, disk);
    for (std::int64_t left = body.octets;;) {
        const auto piece = co_await reader.next();
        if (!piece) co_return piece.error();
        if (piece->empty()) co_return Result<>();
        for (std::string_view rest = *piece; !rest.empty();) {
            const auto part = rest.substr(0, BlockOctets);
            rest.remove_prefix(part.size());
            left -= static_cast<std::int64_t>(part.size());
            if (left <= 0) progress_->noteHandover();
            connection_.expiresAfter(std::min<Clock::duration>(limit_, end - Clock::now()));
            co_await connection_.write(part);
            progress_->note();
        }
    }
}

/// Adds what comes; false when the server has hung up.
asio::awaitable<bool> HttpClient::readMore(std::string& pending)
{
    try {
        const auto input = co_await connection_.peek();
        pending.append(input);
        connection_.consume(input.size());
    } catch (const system_error& e) {
        if (e.code() != asio::error::eof) throw;
        co_return false;
    }
    progress_->note();
    co_return true;
}

asio::awaitable<HttpAnswer> HttpClient::answer()
{
    is_open_ = false; // until a whole answer has come
    connection_.expiresAfter(limit_);
    std::string pending; // what no parser has taken yet
    for (int i = 0; i < MaxInterimAnswers; ++i) {
        Parser parser;
        parser.header_limit(MaxHeaderOctets);
        parser.body_limit(MaxBodyOctets);
        parser.eager(true);
        feed(parser, pending);
        while (!parser.is_done()) {
            if (co_await readMore(pending))
                feed(parser, pending);
            else
                end(parser);
        }
        if (parser.get().result_int() / 100 == 1) continue;
        // What follows the answer is no answer to anything.
        is_open_ = parser.keep_alive() && pending.empty() && connection_.inputEmpty();
        co_return answerOf(parser);
    }
    throw system_error(error_code(beast::error::bad_status));
}

asio::awaitable<void> HttpClient::close()
{
    is_open_ = false;
    connection_.expiresAfter(GoodbyeLimit);
    co_await connection_.close();
}

} // namespace roost::delivery::remote
