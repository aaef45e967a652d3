namespace MlOps.Registry.Sqlite.Files;

/// <summary>The steps that change what a crash leaves, one by one. Tests put a disk here that fails or stops at any of them.</summary>
internal interface IDisk
{
    /// <summary>Makes one directory in one that is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Makes a new file to write to, without a buffer of its own; its bytes are durable once it was flushed to disk.</summary>
    FileStream Create(string path);

    /// <summary>Puts a file under a name, in place of any that has it.</summary>
    void Move(string from, string to);

    /// <summary>Removes a file, if it is there.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a directory durable, and those that are gone from it stay gone.</summary>
    void Flush(string directory);

    /// <summary>Commits to the database. With <c>synchronous=FULL</c> what was committed is durable when this returns.</summary>
    void Commit(Action commit);
}
