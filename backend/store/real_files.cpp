// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/medium.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace roost::store {
namespace {

Error ioError(std::string_view doing, const std::filesystem::path& path, int error)
{
    return Error(Code::unavailable, std::string(doing) + " " + path.string() + ": "
                                        + std::generic_category().message(error));
}

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

private:
    int number_;
};

class RealFile final : public FileLayer::File {
public:
    RealFile(int number, std::filesystem::path path) : file_(number), path_(std::move(path)) {}

    Result<> append(std::string_view octets) override
    {
        while (!octets.empty()) {
            const auto written = ::write(file_.number(), octets.data(), octets.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) return ioError("write", path_, errno);
            octets.remove_prefix(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<> sync() override
    {
        if (::fsync(file_.number()) != 0) return ioError("sync", path_, errno);
        return {};
    }

private:
    Descriptor file_;
    std::filesystem::path path_;
};

class RealFiles final : public FileLayer {
public:
    Result<> makeFolder(const std::filesystem::path& folder) override
    {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error) return ioError("make", folder, error.value());
        // Also one that was there: nobody else reads mail, or the names of its files.
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
        if (error) return ioError("close to other users", folder, error.value());
        return {};
    }

    Result<> syncFolder(const std::filesystem::path& folder) override
    {
        const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (opened.number() < 0) return ioError("open", folder, errno);
        if (::fsync(opened.number()) != 0) return ioError("sync", folder, errno);
        return {};
    }

    Result<std::unique_ptr<File>> create(const std::filesystem::path& file) override
    {
        const int number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (number < 0) return ioError("create", file, errno);
        return std::unique_ptr<File>(std::make_unique<RealFile>(number, file));
    }

    void remove(const std::filesystem::path& file) override
    {
        ::unlink(file.c_str()); // what stays is found and removed at the next start
    }

    std::vector<std::string> names(const std::filesystem::path& folder) override
    {
        std::vector<std::string> result;
        std::error_code error;
        for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
             at.increment(error))
            result.push_back(at->path().filename().string());
        return result;
    }

    std::optional<std::int64_t> size(const std::filesystem::path& file) override
    {
        std::error_code error;
        const auto octets = std::filesystem::file_size(file, error);
        if (error) return std::nullopt;
        return static_cast<std::int64_t>(octets);
    }
};

} // namespace

FileLayer& realFiles()
{
    static RealFiles files;
    return files;
}

} // namespace roost::store
