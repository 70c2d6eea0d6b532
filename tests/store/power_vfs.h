// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

namespace roost::test {

class PowerDisk;

/// A VFS over `disk`, with the locks and shared memory that the write-ahead log needs. `name` lives
/// as long as the VFS is registered.
sqlite3_vfs powerVfs(PowerDisk& disk, const char* name);

} // namespace roost::test
