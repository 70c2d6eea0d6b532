// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <new>

#include <sys/param.h> // else included by dkim.h, within its extern "C"

#define _Bool bool // dkim.h is written for C
#include <dkim.h>
#undef _Bool

namespace roost::trust {

struct CloseDkimLibrary {
    void operator()(DKIM_LIB* library) const { dkim_close(library); }
};
using DkimLibrary = std::unique_ptr<DKIM_LIB, CloseDkimLibrary>;

inline DkimLibrary openDkimLibrary()
{
    DkimLibrary library(dkim_init(nullptr, nullptr));
    if (!library) throw std::bad_alloc();
    return library;
}

/// libopendkim takes pointers to octets that it does not change as if it would.
inline unsigned char* dkimText(const char* text)
{
    return reinterpret_cast<unsigned char*>(const_cast<char*>(text));
}

/// An option of `library` that is not read while others use it.
template <class Value>
void setDkimOption(DKIM_LIB* library, dkim_opts_t option, Value value)
{
    if (dkim_options(library, DKIM_OP_SETOPT, option, &value, sizeof value) != DKIM_STAT_OK)
        throw std::bad_alloc(); // there is no other reason
}

} // namespace roost::trust
