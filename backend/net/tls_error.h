// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/system/error_code.hpp>

#include <string>

namespace roost::net {

/// Errors of OpenSSL's queue, told in its own words.
const boost::system::error_category& tlsCategory();

/// The first error of this thread's queue, which is emptied.
boost::system::error_code takeTlsError();
std::string takeTlsErrorText();

} // namespace roost::net
