// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/remote/loss.h"

#include "backend/net/certificate_fault.h"
#include "backend/net/tls_error.h"

#include <boost/asio/error.hpp>

namespace roost::delivery::remote {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

Cause causeOf(net::CertificateFault fault)
{
    switch (fault) {
    case net::CertificateFault::expired: return Cause::certificate_expired;
    case net::CertificateFault::wrong_name: return Cause::certificate_name;
    case net::CertificateFault::unknown_issuer: return Cause::certificate_unknown_issuer;
    case net::CertificateFault::not_announced: return Cause::dane_refused;
    case net::CertificateFault::invalid: break;
    }
    return Cause::certificate_invalid;
}

Finding handshakeLoss(error_code error, const std::string& host)
{
    if (error.category() == net::certificateCategory()) {
        const auto fault = static_cast<net::CertificateFault>(error.value());
        return ownFinding(causeOf(fault), "4.7.5", host + ": " + error.message());
    }
    const bool is_tls = error.category() == net::tlsCategory();
    const std::string why = is_tls ? "\"" + error.message() + "\"" : "it hung up";
    return ownFinding(Cause::tls_failed, "4.7.5",
                      host + ": no encrypted connection came about: " + why);
}

} // namespace

Finding lossOf(const boost::system::system_error& error, Stage stage, const std::string& host)
{
    const error_code code = error.code();
    if (code == asio::error::operation_aborted) throw error;
    if (code == asio::error::timed_out) {
        const bool is_greeting = stage == Stage::greeting;
        return ownFinding(is_greeting ? Cause::greeting_timeout : Cause::reply_timeout, "4.4.2",
                          host + (is_greeting ? " did not greet in time" : " fell silent"));
    }
    if (stage == Stage::handshake || code.category() == net::tlsCategory())
        return handshakeLoss(code, host);
    return ownFinding(Cause::connection_lost, "4.4.2", host + " hung up");
}

Finding faultOf(const net::Dialed& dialed)
{
    using net::DialFault;
    switch (dialed.fault) {
    case DialFault::no_address: return ownFinding(Cause::no_address, "4.4.4", dialed.why);
    case DialFault::dns_failed: return ownFinding(Cause::dns_failed, "4.4.3", dialed.why);
    case DialFault::dns_bogus: return ownFinding(Cause::dns_bogus, "4.4.3", dialed.why);
    case DialFault::refused: return ownFinding(Cause::connect_refused, "4.4.1", dialed.why);
    case DialFault::timed_out: return ownFinding(Cause::connect_timeout, "4.4.1", dialed.why);
    case DialFault::unreachable:
    case DialFault::none: break;
    }
    return ownFinding(Cause::unreachable, "4.4.1", dialed.why);
}

} // namespace roost::delivery::remote
