// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/delivery/intake/incoming_mail.h"
#include "backend/delivery/intake/incoming_recipients.h"
#include "backend/http/answer.h"
#include "backend/http/line_ends.h"
#include "backend/http/request_reader.h"
#include "backend/http/request_time.h"
#include "backend/http/server.h"

#include <memory>
#include <optional>
#include <string>

namespace roost::http {

/// Takes one message of another relay, `POST /mxdeliv` (protocol.md D30, D31): the same rules as
/// port 25, all recipients or none. They are judged before the body is read, which streams by in
/// bounded memory. Each refusal is a 400 with the reply that port 25 would give, whereupon the
/// other relay tries that.
class MailReceiver {
public:
    /// The request line has been read by `reader`. All outlive us.
    MailReceiver(net::Connection& peer, MailDoor& door, RequestReader& reader, RequestTime& time)
        : peer_(peer), door_(door), reader_(reader), time_(time)
    {
    }
    /// The answer. 200 only when the message is on disk.
    boost::asio::awaitable<Answer> run();
    /// The request was read to its end: another may follow.
    bool canGoOn() const { return can_go_on_; }

private:
    using MailParser = RequestReader::MailParser;
    using Header = boost::beast::http::request_header<>;

    boost::asio::awaitable<Answer> receive();
    boost::asio::awaitable<std::optional<Answer>> readEnvelope(const Header& header,
                                                               std::optional<std::uint64_t> length);
    std::optional<Answer> takeSender(const Header& header);
    std::optional<Answer> takeRecipients(const Header& header,
                                         delivery::IncomingRecipients& recipients);
    boost::asio::awaitable<std::optional<Answer>> readBody(MailParser& parser,
                                                           delivery::IncomingMail& mail);
    std::optional<Answer> takePending(MailParser& parser, delivery::IncomingMail& mail);
    boost::asio::awaitable<Answer> handOn(delivery::IncomingMail& mail);

    net::Connection& peer_;
    MailDoor& door_;
    RequestReader& reader_;
    RequestTime& time_;
    std::string sender_;
    std::vector<mail::Address> recipients_;
    LineEnds line_ends_;
    std::string pending_; // what the parser has not taken yet
    std::string piece_;   // of the body
    bool can_go_on_ = false;
};

} // namespace roost::http
