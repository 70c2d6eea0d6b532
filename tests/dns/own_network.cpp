// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dns/own_network.h"

#include <arpa/inet.h>
#include <cstring>
#include <fstream>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

bool writeFile(const char* path, const std::string& text)
{
    std::ofstream file(path);
    file << text << std::flush;
    return file.good();
}

ifreq request(const std::string& name)
{
    ifreq made{};
    std::strncpy(made.ifr_name, name.c_str(), IFNAMSIZ - 1);
    return made;
}

bool isUp(int socket)
{
    ifreq loopback = request("lo");
    loopback.ifr_flags = IFF_UP | IFF_LOOPBACK | IFF_RUNNING;
    return ::ioctl(socket, SIOCSIFFLAGS, &loopback) == 0;
}

bool isLocal(int socket, const std::string& name, const std::string& text)
{
    ifreq alias = request(name);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (::inet_pton(AF_INET, text.c_str(), &address.sin_addr) != 1) return false;
    std::memcpy(&alias.ifr_addr, &address, sizeof(address));
    if (::ioctl(socket, SIOCSIFADDR, &alias) != 0) return false;
    address.sin_addr.s_addr = 0xffffffff; // this address alone
    std::memcpy(&alias.ifr_netmask, &address, sizeof(address));
    return ::ioctl(socket, SIOCSIFNETMASK, &alias) == 0;
}

} // namespace

bool enterOwnNetwork(const std::vector<std::string>& addresses)
{
    const std::string user = "0 " + std::to_string(::getuid()) + " 1\n";
    const std::string group = "0 " + std::to_string(::getgid()) + " 1\n";
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
    if (!writeFile("/proc/self/uid_map", user) || !writeFile("/proc/self/setgroups", "deny")
        || !writeFile("/proc/self/gid_map", group))
        return false;
    const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool is_ready = isUp(socket);
    for (std::size_t i = 0; i < addresses.size() && is_ready; ++i)
        is_ready = isLocal(socket, "lo:" + std::to_string(i + 1), addresses[i]);
    ::close(socket);
    return is_ready;
}
