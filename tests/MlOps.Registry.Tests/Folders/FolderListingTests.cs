using System.Diagnostics;
using System.Net.Sockets;
using MlOps.Registry.Conformance;

namespace MlOps.Registry.Folders;

public sealed class FolderListingTests : IDisposable
{
    private static readonly FolderLimits Limits = new(100, 1_000_000);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_but_paths_and_contents_is_packed()
    {
        _folder.With("model.onnx", 1).With("data/b", 2).With("data/a", 3).With(".hidden", 4);
        var before = await Packed.OfAsync(_folder.Root);
        var path = Path.Combine(_folder.Root, "data", "a");
        File.SetLastWriteTimeUtc(path, new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Directory.CreateDirectory(Path.Combine(_folder.Root, "empty"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Equal(before, await Packed.OfAsync(_folder.Root));
        Assert.Equal(new(4, 4), FolderListing.Read(_folder.Root, Limits).Facts);
        Assert.Equal([".hidden", "data/a", "data/b", "model.onnx"], FolderListing.Read(_folder.Root, Limits).Files.Select(f => f.Name));
    }

    [Fact]
    public void A_folder_that_is_missing_a_file_or_empty_is_refused()
    {
        Refused("no folder");
        _folder.With("empty/x", 1);
        File.Delete(Path.Combine(_folder.Root, "empty", "x"));
        Refused("holds no file");
        File.WriteAllBytes(_folder.Beside("file"), [1]);
        Assert.Contains("FromFile", Assert.Throws<ArgumentException>(() => FolderListing.Read(_folder.Beside("file"), Limits)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("mkdir")]
    public async Task A_name_that_is_no_text_is_refused_as_that(string make)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere every name is text.");
        _folder.With("below/a", 1);
        using (var shell = Process.Start("sh", ["-c", $"{make} \"$0/below/$(printf 'b\\377')\"", _folder.Root]))
        {
            await shell.WaitForExitAsync(Stop);
            Assert.Equal(0, shell.ExitCode);
        }

        Refused("below/b\uFFFD", "isn't valid UTF-8");

        // What no name here leads to, nothing here removes.
        using var remove = Process.Start("rm", ["-r", Path.Combine(_folder.Root, "below")]);
        await remove.WaitForExitAsync(Stop);
    }

    [Fact]
    public void Symbolic_links_are_refused_by_name_and_one_above_the_folder_is_not()
    {
        _folder.With("a", 1);
        Directory.CreateSymbolicLink(_folder.Beside("link"), _folder.Root);
        Assert.Contains("symbolic link", Assert.Throws<ArgumentException>(() => FolderListing.Read(_folder.Beside("link"), Limits)).Message, StringComparison.Ordinal);

        _folder.With("below/b", 2);
        Assert.Equal(1, FolderListing.Read(Path.Combine(_folder.Beside("link"), "below"), Limits).Facts.Files);

        foreach (var target in new[] { Path.Combine(_folder.Root, "a"), "nowhere", "/dev/zero" })
        {
            var link = File.CreateSymbolicLink(Path.Combine(_folder.Root, "below", "link"), target);
            Refused("below/link", "Symbolic links are refused");
            link.Delete();
        }

        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "loop"), _folder.Root);
        Refused("loop", "Symbolic links are refused");
    }

    [Fact]
    public async Task Pipes_and_sockets_are_refused_by_name_and_never_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere they aren't told apart.");
        _folder.With("a", 1);
        using var make = Process.Start("mkfifo", Path.Combine(_folder.Root, "pipe"));
        await make.WaitForExitAsync(Stop);
        Refused("'pipe'", "pipe, socket or device");
        File.Delete(Path.Combine(_folder.Root, "pipe"));

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.Root, "socket")));
        Refused("'socket'", "pipe, socket or device");
    }

    [Fact]
    public void A_name_that_is_not_unpacked_everywhere_is_refused_with_the_rule()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes no such file.");
        _folder.With("a\\b", 1);
        Refused("a\\b", FolderNames.Rule);
        File.Delete(Path.Combine(_folder.Root, "a\\b"));
        _folder.With("line\nbreak/x", 1);
        Refused("line?break", FolderNames.Rule);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_are_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other file systems have only one of them.");
        _folder.With("weights/a", 1).With("Weights/b", 1);
        Refused("upper and lower case");
    }

    [Fact]
    public void More_than_the_limits_is_refused_and_named()
    {
        _folder.With("a", 1, 2, 3).With("b", 4);
        Assert.Contains("MaxFolderFiles", Assert.Throws<ArgumentException>(() => FolderListing.Read(_folder.Root, new(1, 100))).Message, StringComparison.Ordinal);
        Assert.Contains("MaxFolderBytes", Assert.Throws<ArgumentException>(() => FolderListing.Read(_folder.Root, new(2, 3))).Message, StringComparison.Ordinal);
        Assert.Equal(new(2, 4), FolderListing.Read(_folder.Root, new(2, 4)).Facts);
    }

    [Theory]
    [InlineData("longer")]
    [InlineData("shorter")]
    [InlineData("written")]
    [InlineData("removed")]
    [InlineData("added")]
    [InlineData("a link")]
    [InlineData("a hostile name")]
    public async Task A_folder_that_changes_while_it_is_packed_is_refused(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows makes no such file.");
        _folder.With("a", 1).With("b", 2, 3);
        await using var packed = FolderListing.Read(_folder.Root, Limits).OpenRead();
        await packed.ReadExactlyAsync(new byte[512], Stop);
        var b = Path.Combine(_folder.Root, "b");
        switch (how)
        {
            case "longer": _folder.With("b", 2, 3, 4); break;
            case "shorter": _folder.With("b", 2); break;
            case "written":
                _folder.With("b", 3, 2);
                File.SetLastWriteTimeUtc(b, DateTime.UnixEpoch);
                break;
            case "removed": File.Delete(b); break;
            case "added": _folder.With("c", 1); break;
            case "a link":
                File.Delete(b);
                File.CreateSymbolicLink(b, Path.Combine(_folder.Root, "a"));
                break;
            default: _folder.With("a:b", 1); break;
        }

        var refused = await Assert.ThrowsAsync<ArtifactException>(() => packed.CopyToAsync(Stream.Null, Stop));
        Assert.Contains("changed while it was registered", refused.Message, StringComparison.Ordinal);
    }

    private void Refused(params string[] says)
    {
        var refused = Assert.Throws<ArgumentException>(() => FolderListing.Read(_folder.Root, Limits));
        Assert.All(says, word => Assert.Contains(word, refused.Message, StringComparison.Ordinal));
    }
}
