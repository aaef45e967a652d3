namespace MlOps.Registry.Folders;

/// <summary>One file of a folder as it was when it was listed.</summary>
/// <param name="Name">Its path below the folder, with '/'.</param>
/// <param name="Length">Its length.</param>
/// <param name="Written">When it was written last; nothing of it is packed, it shows that a file was written since.</param>
internal readonly record struct FolderFile(string Name, long Length, DateTime Written);
