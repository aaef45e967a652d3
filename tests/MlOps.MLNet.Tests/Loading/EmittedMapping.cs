using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace MlOps;

/// <summary>Models with a custom mapping, always under the same name, each from an assembly of its own.</summary>
internal static class EmittedMapping
{
    private const string Name = "Emitted";

    /// <summary>A model that answers every row so.</summary>
    public static ModelArtifact Save(float answer)
    {
        var factory = (CustomMappingFactory<CensusRow, MLNetRuntimeTests.HalveScore>)Activator.CreateInstance(Emit(answer))!;
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(Census.Rows);
        return MLNetArtifact.Save(ml, ml.Transforms.CustomMapping(factory.GetMapping(), Name).Fit(data), data.Schema);
    }

    private static Type Emit(float answer)
    {
        var name = new AssemblyName(string.Create(CultureInfo.InvariantCulture, $"{Name}{answer}"));
        var emitted = new PersistedAssemblyBuilder(name, typeof(object).Assembly);
        var type = emitted.DefineDynamicModule(Name)
            .DefineType(Name, TypeAttributes.Public, typeof(CustomMappingFactory<CensusRow, MLNetRuntimeTests.HalveScore>));
        type.SetCustomAttribute(new(typeof(CustomMappingFactoryAttributeAttribute).GetConstructor([typeof(string)])!, [Name]));
        type.DefineDefaultConstructor(MethodAttributes.Public);

        var map = type.DefineMethod(
            "Map", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(CensusRow), typeof(MLNetRuntimeTests.HalveScore)]);
        var code = map.GetILGenerator();
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldc_R4, answer);
        code.Emit(OpCodes.Callvirt, typeof(MLNetRuntimeTests.HalveScore).GetProperty(nameof(MLNetRuntimeTests.HalveScore.Probability))!.SetMethod!);
        code.Emit(OpCodes.Ret);

        var mapping = typeof(Action<CensusRow, MLNetRuntimeTests.HalveScore>);
        code = type.DefineMethod("GetMapping", MethodAttributes.Public | MethodAttributes.Virtual, mapping, []).GetILGenerator();
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Ldftn, map);
        code.Emit(OpCodes.Newobj, mapping.GetConstructors().Single());
        code.Emit(OpCodes.Ret);
        type.CreateType();

        using var bytes = new MemoryStream();
        emitted.Save(bytes);
        var assembly = Assembly.Load(bytes.ToArray());
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => wanted.Name == assembly.FullName ? assembly : null;
        return assembly.GetType(Name)!;
    }
}
