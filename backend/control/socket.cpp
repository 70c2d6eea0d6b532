// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/socket.h"

#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>

namespace roost::control {

namespace {

namespace fs = std::filesystem;
using boost::asio::local::stream_protocol;

constexpr fs::perms FolderMode = fs::perms::owner_all | fs::perms::group_read
                                 | fs::perms::group_exec | fs::perms::others_read
                                 | fs::perms::others_exec;

Error failed(const fs::path& path, const boost::system::error_code& why)
{
    const Code code = why == boost::system::errc::permission_denied ? Code::denied
                      : why == boost::asio::error::address_in_use   ? Code::exists
                                                                    : Code::unavailable;
    return Error(code, "control socket " + path.string() + ": " + why.message());
}

Result<> makeFolder(const fs::path& folder, const fs::path& path)
{
    std::error_code why;
    if (folder.empty() || fs::exists(folder, why)) return {};
    if (fs::create_directories(folder, why)) fs::permissions(folder, FolderMode, why);
    if (why) return failed(path, why);
    return {};
}

/// Removes what a daemon that died left behind.
Result<> removeStale(const boost::asio::any_io_executor& executor, const fs::path& path)
{
    std::error_code ignored;
    const auto kind = fs::symlink_status(path, ignored).type();
    if (kind == fs::file_type::not_found) return {};
    if (kind != fs::file_type::socket)
        return Error(Code::exists, "control socket " + path.string() + ": something else is there");
    stream_protocol::socket probe(executor);
    boost::system::error_code why;
    probe.connect(stream_protocol::endpoint(path.string()), why);
    if (why != boost::asio::error::connection_refused) {
        if (why) return failed(path, why);
        return Error(Code::exists, "another daemon serves " + path.string());
    }
    fs::remove(path, ignored);
    return {};
}

} // namespace

Result<Acceptor> listenAt(boost::asio::any_io_executor executor, const fs::path& path)
{
    if (path.string().size() >= sizeof(sockaddr_un::sun_path))
        return Error(Code::invalid, "control socket " + path.string() + ": the path is longer than "
                                        + std::to_string(sizeof(sockaddr_un::sun_path) - 1)
                                        + " octets");
    if (const auto done = makeFolder(path.parent_path(), path); !done) return done.error();
    if (const auto done = removeStale(executor, path); !done) return done.error();

    Acceptor acceptor(executor);
    boost::system::error_code why;
    acceptor.open(stream_protocol(), why);
    if (!why) acceptor.bind(stream_protocol::endpoint(path.string()), why);
    // The peer's credentials decide, not the file mode: groups are looked at after connecting.
    if (!why && ::chmod(path.c_str(), 0666) != 0)
        why.assign(errno, boost::system::system_category());
    if (!why) acceptor.listen(boost::asio::socket_base::max_listen_connections, why);
    if (why) return failed(path, why);
    return acceptor;
}

} // namespace roost::control
