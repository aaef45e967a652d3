namespace MlOps;

public sealed class ModelArtifactTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mlops-artifact-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_folder_has_a_full_path_and_no_bytes_of_its_own()
    {
        var folder = ModelArtifact.FromFolder("some/../folder/", "onnx");

        Assert.Equal(Path.GetFullPath("folder"), folder.Folder);
        Assert.Contains("is a folder", Assert.Throws<InvalidOperationException>(folder.OpenRead).Message, StringComparison.Ordinal);
        Assert.Null(ModelArtifact.FromBytes(new byte[1], "onnx").Folder);
        Assert.Null(ModelArtifact.FromFile("file", "onnx").Folder);
    }

    [Fact]
    public void A_symbolic_link_is_refused_as_a_file_and_one_above_it_is_not()
    {
        var file = Path.Combine(_directory, "file");
        File.WriteAllBytes(file, [1]);
        File.CreateSymbolicLink(Path.Combine(_directory, "link"), file);
        File.CreateSymbolicLink(Path.Combine(_directory, "nowhere"), "nothing");
        Directory.CreateSymbolicLink(Path.Combine(_directory, "above"), _directory);

        Assert.Contains("Symbolic links are refused", Refused("link"), StringComparison.Ordinal);
        Assert.Contains("Symbolic links are refused", Refused("nowhere"), StringComparison.Ordinal);
        using var opened = ModelArtifact.FromFile(Path.Combine(_directory, "above", "file"), "onnx").OpenRead();
        Assert.Equal(1, opened.ReadByte());

        string Refused(string name) => Assert.Throws<ArgumentException>(() => ModelArtifact.FromFile(Path.Combine(_directory, name), "onnx").OpenRead()).Message;
    }
}
