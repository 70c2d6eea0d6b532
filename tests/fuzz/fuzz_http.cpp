// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a browser or another relay sends, a request is read the same however it is cut, and
// within its bounds.
#include "backend/http/request_reader.h"
#include "tests/fuzz/check.h"
#include "tests/net/pair.h"

#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <string>

using namespace roost;
using http::Arrival;
namespace asio = boost::asio;

namespace {

constexpr std::size_t MaxInput = 65'536; // what a pair of sockets holds
constexpr int MaxRequests = 8;

struct Seen {
    Arrival::Kind kind = Arrival::Kind::end; // of the first
    http::Status fault = http::Status::ok;
    std::string target;
    std::string body;
    bool operator==(const Seen&) const = default;
};

bool isFault(http::Status status)
{
    return status == http::Status::bad_request || status == http::Status::payload_too_large
           || status == http::Status::request_header_fields_too_large;
}

Seen seenOf(const Arrival& arrival)
{
    Seen seen;
    seen.kind = arrival.kind;
    if (arrival.kind == Arrival::Kind::fault) seen.fault = arrival.fault;
    if (arrival.kind != Arrival::Kind::request) return seen;
    check(arrival.request.body().size() <= http::MaxBodyOctets, "a bounded body");
    check(arrival.request.target().size() <= http::MaxHeaderOctets, "a bounded target");
    seen.target = std::string(arrival.request.target());
    seen.body = arrival.request.body();
    return seen;
}

/// Reads until the client has gone or an answer would end it.
asio::awaitable<void> readAll(net::Connection& peer, Seen& first)
{
    http::RequestReader reader(peer);
    for (int i = 0; i < MaxRequests; ++i) {
        Arrival arrival = co_await reader.next();
        http::RequestReader::HeaderParser header;
        if (arrival.kind == Arrival::Kind::mail) arrival = co_await reader.nextMail(header);
        const Seen seen = seenOf(arrival);
        check(seen.kind != Arrival::Kind::fault || isFault(seen.fault), "a client's fault");
        if (i == 0) first = seen;
        if (seen.kind == Arrival::Kind::fault || header.is_header_done()) co_return;
    }
}

Seen read(std::string_view octets, std::size_t step)
{
    asio::io_context io;
    test::Pair pair(io);
    Seen first;
    bool is_over = false;
    asio::co_spawn(io, readAll(pair.server, first), [&](std::exception_ptr failure) {
        is_over = true;
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const boost::system::system_error&) {
            // The client has gone in the middle of a request.
        }
    });
    boost::system::error_code ec;
    for (; !octets.empty() && !is_over && !ec;
         octets.remove_prefix(std::min(step, octets.size()))) {
        asio::write(pair.client, asio::buffer(octets.substr(0, step)), ec);
        io.poll();
    }
    pair.client.shutdown(test::Local::socket::shutdown_send, ec);
    io.run();
    return first;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = asText(data, std::min(size, MaxInput));
    const Seen whole = read(text, MaxInput);
    // What is too large is known earlier when it comes in larger pieces.
    if (whole.fault == http::Status::payload_too_large) return 0;
    check(read(text, 1) == whole, "octet by octet as at once");
    check(read(text, 7) == whole, "by sevens as at once");
    return 0;
}
