// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/net/tls_error.h"

#include <openssl/err.h>

namespace roost::net {
namespace {

class TlsCategory final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return "tls"; }
    std::string message(int value) const override
    {
        // Numbers of OpenSSL 3 are 31 bits wide, so they travel in an int.
        const char* const reason = ERR_reason_error_string(static_cast<unsigned long>(value));
        return reason ? reason : "TLS error " + std::to_string(value);
    }
};

} // namespace

const boost::system::error_category& tlsCategory()
{
    static const TlsCategory category;
    return category;
}

boost::system::error_code takeTlsError()
{
    const unsigned long first = ERR_get_error();
    ERR_clear_error();
    return {static_cast<int>(first & 0x7fffffff), tlsCategory()};
}

std::string takeTlsErrorText()
{
    return takeTlsError().message();
}

} // namespace roost::net
