// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/store/body_files.h"

#include <cstdio>
#include <random>

namespace roost::store {
namespace {

constexpr int Folders = 256;

std::string hex(unsigned value, int digits)
{
    char text[16];
    std::snprintf(text, sizeof text, "%0*x", digits, value);
    return text;
}

/// 128 random bits: no name is ever used twice, so a late unlink hits no other message.
std::string randomName()
{
    static thread_local std::random_device random;
    std::string name;
    for (int i = 0; i < 4; ++i) name += hex(random(), 8);
    return name;
}

} // namespace

std::filesystem::path bodyPath(const std::filesystem::path& data_dir, std::string_view file_name)
{
    return data_dir / "bodies" / file_name.substr(0, 2) / file_name;
}

Result<> makeBodyFolders(const std::filesystem::path& data_dir, const Medium& medium)
{
    FileLayer& layer = medium.fileLayer();
    const auto folder = data_dir / "bodies";
    if (const auto made = layer.makeFolder(folder); !made) return made.error();
    if (layer.names(folder).size() >= Folders) return {};
    for (unsigned i = 0; i < Folders; ++i)
        if (const auto made = layer.makeFolder(folder / hex(i, 2)); !made) return made.error();
    if (medium.never_sync) return {};
    if (const auto synced = layer.syncFolder(folder); !synced) return synced.error();
    return layer.syncFolder(data_dir);
}

BodyFiles::BodyFiles(std::filesystem::path data_dir, std::int64_t space_limit, FileLayer& layer)
    : data_dir_(std::move(data_dir)), space_limit_(space_limit), layer_(layer)
{
}

std::filesystem::path BodyFiles::path(std::string_view file_name) const
{
    return bodyPath(data_dir_, file_name);
}

void BodyFiles::remove(std::string_view file_name)
{
    layer_.remove(path(file_name));
}

struct BodyFileWriter::State {
    State(BodyFiles& owner, std::string file_name) : files(owner), name(std::move(file_name)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State()
    {
        files.pending_octets_ -= octets;
        file.reset();
        if (!kept) files.remove(name);
    }

    BodyFiles& files;
    std::string name;
    std::unique_ptr<FileLayer::File> file;
    std::int64_t octets = 0;
    bool kept = false;
};

Result<BodyFileWriter> BodyFileWriter::create(BodyFiles& files)
{
    auto state = std::make_unique<State>(files, randomName());
    auto file = files.layer_.create(files.path(state->name));
    if (!file) return file.error();
    state->file = std::move(*file);
    return BodyFileWriter(std::move(state));
}

BodyFileWriter::BodyFileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
BodyFileWriter::BodyFileWriter(BodyFileWriter&&) noexcept = default;
BodyFileWriter& BodyFileWriter::operator=(BodyFileWriter&&) noexcept = default;
BodyFileWriter::~BodyFileWriter() = default;

Result<> BodyFileWriter::append(std::string_view octets)
{
    const auto size = static_cast<std::int64_t>(octets.size());
    if (state_->files.pending_octets_.fetch_add(size) + size > state_->files.space_limit_) {
        state_->files.pending_octets_ -= size;
        return Error(Code::unavailable, "no room for more unfinished messages");
    }
    state_->octets += size;
    return state_->file->append(octets);
}

Result<> BodyFileWriter::finish()
{
    const auto synced = state_->file->sync();
    if (!synced) return synced.error();
    state_->file.reset();
    return state_->files.layer_.syncFolder(state_->files.path(state_->name).parent_path());
}

const std::string& BodyFileWriter::fileName() const
{
    return state_->name;
}

void BodyFileWriter::keep()
{
    state_->kept = true;
}

} // namespace roost::store
