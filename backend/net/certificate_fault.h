// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/system/error_code.hpp>

#include <type_traits>

namespace roost::net {

/// Why a server's certificate is not believed.
enum class CertificateFault {
    expired = 1, // or not valid yet
    wrong_name,
    unknown_issuer,
    not_announced, // it is not one of those that DNS announces (RFC 7672)
    invalid,       // any other fault
};

const boost::system::error_category& certificateCategory();

inline boost::system::error_code make_error_code(CertificateFault fault)
{
    return {static_cast<int>(fault), certificateCategory()};
}

/// What `verify_result`, one of OpenSSL's X509_V_ERR_, means.
CertificateFault certificateFault(long verify_result);

} // namespace roost::net

template <>
struct boost::system::is_error_code_enum<roost::net::CertificateFault> : std::true_type {
};
